import { DateTime } from "luxon";
import { addPeople, type DemoPerson } from "@/prisma/seed/people";
import { at, attemptOf, HOUR, type Scene } from "@/prisma/seed/scene";
import type { Stage } from "@/prisma/seed/stage";
import { ago, inTheDay } from "@/prisma/seed/time";

/** What went wrong, each with its own cause, and one that found its way by the second channel. */
export async function tellTrouble(scene: Scene): Promise<void> {
  const { stage, now, staff, clinic } = scene;
  const { clinicId } = clinic;
  const [maria, devon, lucia, omar, ben, asha, sofia, hank] = (await addPeople(clinic, now, [
    { name: "Maria Alvarez", phone: at("303", 120), email: "maria@gnail.com", born: "1988-10-14" },
    {
      name: "Devon Price",
      phone: at("303", 142),
      email: "devon.price@mail.example",
      label: "Home",
      born: "1966-06-01",
    },
    { name: "Lucia Bell", email: "full.lucia.bell@sim.example", born: "1974-09-19" },
    { name: "Omar Haddad", phone: "+15005553003", born: "1983-03-27" },
    { name: "Ben Ito", phone: at("303", 123), born: "1990-01-08" },
    { name: "Asha Nair", email: "asha.nair@mail.example", born: "1999-05-16" },
    { name: "Sofia Marin", email: "sofia.marin@gmial.com", born: "1997-11-30" },
    { name: "Hank Weber", phone: at("303", 124), email: "hank.weber@mail.example", born: "1963-02-26" },
  ])) as [DemoPerson, DemoPerson, DemoPerson, DemoPerson, DemoPerson, DemoPerson, DemoPerson, DemoPerson];
  const visit = DateTime.fromJSDate(now, { zone: clinic.timeZone })
    .plus({ days: 3 })
    .toFormat("cccc, LLLL d");

  const reminder = await stage.writes(null, inTheDay(ago(now, 20 * HOUR), maria.zone), {
    patientId: maria.id,
    plan: ["EMAIL", "SMS"],
    category: "appointment",
    subject: `Your visit on ${visit}`,
    body: `Cedar Lane: Hi Maria, you have a visit on ${visit} at 9:20 AM. Reply C to confirm.`,
  });
  await stage.leaves(reminder);
  await stage.reports(await attemptOf(clinicId, reminder), {
    receipt: "bounced",
    status: "bounce",
    code: "550 5.1.1",
    reason: "mailbox_unknown",
    closes: true,
  });
  await stage.leaves(reminder);
  const second = await attemptOf(clinicId, reminder);
  await stage.reports(second, { receipt: "sent", status: "sent" });
  await stage.reports(second, { receipt: "delivered", status: "delivered" });

  const fail = async (
    who: DemoPerson,
    minutes: number,
    body: string,
    receipt: Parameters<Stage["reports"]>[1],
  ) => {
    const mail = who.phone ? {} : { channel: "EMAIL" as const, subject: "From Cedar Lane" };
    const when = inTheDay(ago(now, minutes), who.zone);
    const id = await stage.writes(staff.dana ?? null, when, {
      patientId: who.id,
      channel: "SMS",
      body,
      ...mail,
    });
    await stage.leaves(id);
    await stage.reports(await attemptOf(clinicId, id), receipt);
  };
  await fail(devon, 4 * HOUR, "Cedar Lane: Hi Devon, your forms are ready at the desk.", {
    receipt: "failed",
    status: "undelivered",
    code: "30006",
    reason: "landline",
    closes: true,
  });
  await fail(ben, 26 * HOUR, "Cedar Lane: Hi Ben, please call us when you can. It is not an emergency.", {
    receipt: "failed",
    status: "undelivered",
    code: "30005",
    reason: "number_gone",
    closes: true,
  });
  await fail(
    lucia,
    50,
    "Hi Lucia,\n\nyour visit summary is ready. Please call us for it.\n\nCedar Lane Family Medicine",
    {
      receipt: "bounced",
      status: "blocked",
      code: "552 5.2.2",
      reason: "mailbox_full",
      soft: true,
    },
  );
  await fail(omar, 35, "Cedar Lane: Hi Omar, Dr. Osei would like to move your visit. Please call us.", {
    receipt: "failed",
    status: "undelivered",
    code: "30003",
    reason: "phone_off",
    soft: true,
  });

  await fail(
    sofia,
    6 * HOUR,
    "Hi Sofia,\n\nyour visit summary is ready. Please call us for it.\n\nCedar Lane",
    {
      receipt: "bounced",
      status: "bounce",
      code: "550 5.1.1",
      reason: "mailbox_unknown",
      closes: true,
    },
  );
  await fail(hank, 8 * HOUR, "Cedar Lane: Hi Hank, we open late tomorrow, at 10 AM.", {
    receipt: "failed",
    status: "undelivered",
    code: "30007",
    reason: "carrier_refused",
  });

  const unsure = await stage.writes(staff.dana ?? null, ago(now, 3), {
    patientId: asha.id,
    channel: "EMAIL",
    subject: "Your visit",
    body: "Hi Asha,\n\nwe have you down for Tuesday at 10. See you then!\n\nCedar Lane Family Medicine",
  });
  await stage.leaves(unsure, null);
}
