import { v7 as uuid } from "uuid";
import type { Actor, Ctx, Ports } from "@/lib/ctx";
import { mintCtx } from "@/lib/ctx";
import { inClinic } from "@/lib/db/transaction";
import type { Provider } from "@/lib/providers/port";
import { type FakeClock, fakeClock } from "@/lib/testing/clock";
import type { StaffRole } from "@/prisma/generated/enums";

/** Noon of a Tuesday in Denver: nobody's quiet hours. */
export const NOON = "2026-06-16T18:00:00.000Z";

export interface Suite {
  clinicId: string;
  time: FakeClock;
  woken: string[];
  ports: Ports;
  staff: Record<StaffRole, string>;
  /** A context at the suite's present time. Default: the front desk. */
  ctx(actor?: StaffRole | Actor): Ctx;
}

/** A clinic of its own for one suite, with a sender for texts and mail and one person of each role. */
export async function suite(
  options: { now?: string; providers?: Provider[]; timeZone?: string } = {},
): Promise<Suite> {
  const clinicId = uuid();
  const time = fakeClock(options.now ?? NOON);
  const woken: string[] = [];
  const ports: Ports = {
    providers: Object.fromEntries((options.providers ?? []).map((provider) => [provider.name, provider])),
    wake: (ids) => void woken.push(...ids),
    clock: time.clock,
  };
  const staff = { front_desk: uuid(), clinician: uuid(), admin: uuid(), privacy_officer: uuid() };
  const now = time.clock();
  await inClinic(clinicId, async (tx) => {
    const timeZone = options.timeZone ?? "America/Denver";
    const slug = `test-${clinicId}`;
    await tx.clinic.create({
      data: {
        id: clinicId,
        name: "Test Clinic",
        slug,
        timeZone,
        phone: "+13035550100",
        // Tests name the minute at which a night ends; those about the spread set their own.
        settings: { quietHours: { openingSpreadMinutes: 0 } },
        createdAt: now,
        updatedAt: now,
      },
    });
    const tail = BigInt(`0x${clinicId.replaceAll("-", "").slice(-11)}`)
      .toString()
      .padStart(14, "0")
      .slice(-9);
    await tx.vendor.createMany({
      data: ["twilio", "telnyx", "sendgrid", "smtp", "fcm"].map((provider) => ({
        clinicId,
        provider,
        createdAt: now,
        baaSignedAt: now,
      })),
    });
    await tx.sender.createMany({
      data: [
        {
          clinicId,
          channel: "SMS",
          provider: "twilio",
          kind: "long_code",
          address: `+1${tail}0`,
          rate: 1_000,
          isDefault: true,
          createdAt: now,
        },
        {
          clinicId,
          channel: "EMAIL",
          provider: "sendgrid",
          kind: "email",
          address: `desk@${slug}.example`,
          rate: 1_000,
          isDefault: true,
          createdAt: now,
        },
      ],
    });
    await tx.staff.createMany({
      data: Object.entries(staff).map(([role, id]) => ({
        id,
        clinicId,
        role: role as StaffRole,
        name: role.replace("_", " "),
        email: `${role}@${slug}.example`,
        createdAt: now,
        updatedAt: now,
      })),
    });
  });
  const actorOf = (actor: StaffRole | Actor): Actor =>
    typeof actor === "string" ? { kind: "staff", id: staff[actor], role: actor, sessionId: uuid() } : actor;
  return {
    clinicId,
    time,
    woken,
    ports,
    staff,
    ctx: (actor = "front_desk") => mintCtx(clinicId, actorOf(actor), ports),
  };
}
