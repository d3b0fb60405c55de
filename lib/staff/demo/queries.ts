import { isOpen } from "@/lib/clinics/opening/rules";
import { OpeningSettings } from "@/lib/clinics/opening/schema";
import { inInstallation } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { ports } from "@/lib/ports";
import type { DemoClinic } from "@/lib/staff/demo/schema";
import { ROLE_NAMES } from "@/lib/staff/schema";
import type { StaffRole } from "@/prisma/generated/enums";

/** Enough for a row of name buttons; a demo that grew larger signs in by typing. */
const MOST_PEOPLE = 8;

/**
 * Who may be played in the demo, by clinic; the one that is open now first. Empty outside the demo, so
 * that no list of staff is ever shown without a session.
 */
export async function listDemoPeople(): Promise<DemoClinic[]> {
  if (!env().demo) return [];
  const clinics = await inInstallation((tx) =>
    tx.clinic.findMany({
      orderBy: { createdAt: "asc" },
      include: {
        staff: {
          where: { disabledAt: null, passwordHash: { not: null } },
          orderBy: { id: "asc" },
          take: MOST_PEOPLE,
        },
      },
    }),
  );
  const now = ports().clock();
  return clinics
    .filter(({ staff }) => staff.length > 0)
    .map(({ id, name, timeZone, settings, staff }) => ({
      id,
      name,
      timeZone,
      open: isOpen(OpeningSettings.parse(settings ?? {}), timeZone, now),
      people: staff.map((person) => ({
        email: person.email,
        name: person.name,
        hint: hint(person.role, person.languages),
      })),
    }))
    .sort((one, other) => Number(other.open) - Number(one.open));
}

/** "Front desk and Spanish". */
function hint(role: StaffRole, languages: string[]): string {
  const names = new Intl.DisplayNames("en", { type: "language" });
  const others = languages.filter((language) => language !== "en").map((language) => names.of(language));
  return [ROLE_NAMES[role], ...others].join(" and ");
}
