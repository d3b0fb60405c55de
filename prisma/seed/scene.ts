import { inClinic } from "@/lib/db/transaction";
import type { DemoPerson } from "@/prisma/seed/people";
import type { DemoSender, Stage } from "@/prisma/seed/stage";
import { ago, inTheDay } from "@/prisma/seed/time";

export interface Scene {
  stage: Stage;
  clinic: DemoSender & { id: string; timeZone: string; zip: string; areaCode: string };
  staff: Record<string, string>;
  now: Date;
}

/** Minutes in an hour and in a day: the past is told in "minutes ago". */
export const HOUR = 60;
export const DAY = 24 * HOUR;

/** A demo number: 555-01xx is set aside for fiction (NANPA). */
export const at = (area: string, last: number) => `+1${area}555${String(last).padStart(4, "0")}`;

/** The newest attempt of a message: what a vendor's receipt speaks of. */
export async function attemptOf(clinicId: string, messageId: string) {
  return inClinic(clinicId, (tx) =>
    tx.messageDelivery.findFirstOrThrow({
      where: { clinicId, messageId },
      orderBy: [{ hop: "desc" }, { attempt: "desc" }],
      select: { id: true, provider: true },
    }),
  );
}

/** A text or mail that went the ordinary way: sent, accepted, delivered. */
export async function delivered(
  scene: Scene,
  who: DemoPerson,
  minutesAgo: number,
  staffId: string | null,
  body: string,
  mail?: { subject: string },
): Promise<void> {
  const at = mail ? ago(scene.now, minutesAgo) : inTheDay(ago(scene.now, minutesAgo), who.zone);
  const channel = mail ? "EMAIL" : "SMS";
  const id = await scene.stage.writes(staffId, at, { patientId: who.id, channel, body, ...mail });
  await scene.stage.leaves(id);
  const attempt = await attemptOf(scene.clinic.clinicId, id);
  await scene.stage.reports(attempt, { receipt: "sent", status: "sent" });
  await scene.stage.reports(attempt, { receipt: "delivered", status: "delivered" });
}
