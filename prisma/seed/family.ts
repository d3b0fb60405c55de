import { DEMO_PATIENT } from "@/lib/auth/demo";
import { hashPassword } from "@/lib/auth/password";
import { inClinic } from "@/lib/db/transaction";
import { addPeople, type DemoPerson } from "@/prisma/seed/people";
import { at, DAY, delivered, HOUR, type Scene } from "@/prisma/seed/scene";
import { ago } from "@/prisma/seed/time";

/** Ana's phone, which is in the charts of her three children too. */
export async function tellFamily(scene: Scene): Promise<void> {
  const { stage, now, staff, clinic } = scene;
  const phone = at("303", 110);
  const [ana, leo] = (await addPeople(clinic, now, [
    {
      name: "Ana Morales",
      phone,
      email: "ana.morales@mail.example",
      language: "es",
      born: DEMO_PATIENT.born,
    },
    { name: "Leo Morales", phone, language: "es", born: bornAgo(now, 6), label: "Mother's" },
    { name: "Mía Morales", phone, language: "es", born: bornAgo(now, 9), label: "Mother's" },
    { name: "Sofía Morales", phone, language: "es", born: bornAgo(now, 15), label: "Mother's" },
  ])) as [DemoPerson, DemoPerson, DemoPerson, DemoPerson];
  await inClinic(clinic.id, (tx) =>
    tx.appointment.create({
      data: {
        clinicId: clinic.id,
        externalId: "VISIT-LEO",
        patientId: leo.id,
        startsAt: ago(now, -3 * DAY),
        provider: "Dr. Osei",
        updatedAt: now,
      },
    }),
  );
  await letIn(scene, ana.id);
  const words = "Cedar Lane: Hola Ana, la cita de Leo es el viernes a las 2:30 PM.";
  await delivered(scene, leo, 3 * DAY, staff.jordan ?? null, words);
  // The longest wait of all: the inbox opens on her.
  await stage.texts(phone, ago(now, 10 * HOUR), "Buenos días, soy Ana, la mamá de Leo.");
  await stage.texts(phone, ago(now, 2), "¿Puedo cambiar la cita de Leo?");
}

/** Ana set a PIN at the desk: private words can go to the phone that her children use too. */
async function letIn({ clinic, now }: Scene, patientId: string): Promise<void> {
  const at = ago(now, 20 * DAY);
  const pinHash = await hashPassword(DEMO_PATIENT.pin);
  await inClinic(clinic.id, (tx) =>
    tx.portalAccount.create({
      data: {
        clinicId: clinic.id,
        patientId,
        createdAt: at,
        invitedAt: at,
        invitedVia: "code",
        signInAs: DEMO_PATIENT.signInAs,
        pinHash,
        activatedAt: at,
      },
    }),
  );
}

/** Harold's number was given to somebody else. */
export async function tellHarold(scene: Scene): Promise<void> {
  const { stage, now, staff, clinic } = scene;
  const [harold] = await addPeople(clinic, now, [
    { name: "Harold Boyd", phone: at("303", 131), email: "harold.boyd@mail.example", born: "1952-09-17" },
  ]);
  if (!harold) return;
  const desk = staff.dana ?? null;
  await delivered(scene, harold, 40 * DAY, desk, "Cedar Lane: Hi Harold, your next visit can be booked now.");
  await delivered(
    scene,
    harold,
    12 * DAY,
    desk,
    "Cedar Lane: Hi Harold, Dr. Osei would like to see you this month.",
  );
  await delivered(scene, harold, 2 * DAY, desk, "Cedar Lane: Hi Harold, please call us about your visit.");
  await stage.texts(harold.phone ?? "", ago(now, 75), "wrong number");
}

const bornAgo = (now: Date, years: number) => `${now.getUTCFullYear() - years}-01-15`;
