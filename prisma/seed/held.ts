import { DateTime } from "luxon";
import { inClinic } from "@/lib/db/transaction";
import { addPeople, type DemoPerson } from "@/prisma/seed/people";
import { delivered, type Scene } from "@/prisma/seed/scene";
import { ago, awakeAndAsleep } from "@/prisma/seed/time";

const number = (last: number) => `+1303555${String(last).padStart(4, "0")}`;

/** Six that wait: four whose evening it is, one who has had ten today, one who is away until the thirtieth. */
export async function tellHeld(scene: Scene): Promise<void> {
  const { stage, now, staff, clinic } = scene;
  const { awake, asleep } = awakeAndAsleep(now);
  const until = DateTime.fromJSDate(now, { zone: "Europe/Madrid" }).plus({ days: 8 }).endOf("day").toJSDate();
  const [nora, ken, ...sleepers] = (await addPeople(clinic, now, [
    {
      name: "Nora Lindqvist",
      phone: number(140),
      email: "nora@mail.example",
      zone: "Europe/Madrid",
      until,
      born: "1991-07-07",
    },
    { name: "Ken Sato", phone: number(141), email: "ken.sato@mail.example", zone: awake, born: "1958-12-30" },
    { name: "Iris Chen", phone: number(143), zone: asleep, born: "1986-04-18" },
    { name: "Paul Novak", phone: number(144), zone: asleep, born: "1972-10-02" },
    { name: "Dina Salas", phone: number(145), zone: asleep, language: "es", born: "1969-08-08" },
    { name: "Rob Tierney", phone: number(146), zone: asleep, born: "1980-05-25" },
  ])) as [DemoPerson, DemoPerson, ...DemoPerson[]];
  const desk = staff.dana ?? null;

  for (const [index, who] of sleepers.entries()) {
    const body = `Cedar Lane: Hi ${who.firstName}, your next visit can be booked now. Call 303-555-0100 or reply here.`;
    await stage.writes(desk, ago(now, 30 - index), { patientId: who.id, channel: "SMS", body });
  }

  const morning = DateTime.fromJSDate(now, { zone: "Europe/Madrid" })
    .plus({ days: 1 })
    .set({ hour: 8, minute: 0 });
  const body = "Cedar Lane: Hi Nora, your refill request reached us. We answer by tomorrow.";
  const wait = nora.zone === asleep ? {} : { scheduledAt: morning.startOf("minute").toUTC().toISO() ?? "" };
  await stage.writes(desk, ago(now, 12), { patientId: nora.id, channel: "SMS", body, ...wait });

  // Ten mails since his morning: mail keeps no quiet hours, so the ten fit into any day that has begun.
  const begun = DateTime.fromJSDate(now, { zone: awake }).startOf("day").toJSDate();
  const spread = (now.getTime() - begun.getTime()) / 60_000 / 12;
  for (let count = 0; count < 10; count += 1) {
    const subject = "Your home readings";
    await delivered(
      scene,
      ken,
      spread * (11 - count),
      desk,
      `Hi Ken, thank you, reading ${count + 1} is noted.`,
      { subject },
    );
  }
  await stage.texts(ken.phone ?? "", ago(now, 5), "Sent you all ten. Anything else?");
  const asked = await inClinic(clinic.clinicId, (tx) =>
    tx.message.findFirstOrThrow({
      where: { clinicId: clinic.clinicId, patientId: ken.id, direction: "INBOUND" },
      orderBy: { createdAt: "desc" },
      select: { id: true },
    }),
  );
  await stage.writes(desk, ago(now, 4), {
    patientId: ken.id,
    channel: "SMS",
    inReplyTo: asked.id,
    body: "Cedar Lane: Hi Ken, that is all. Thank you!",
  });
}
