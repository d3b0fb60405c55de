import { readFileSync } from "node:fs";
import { addPeople, type DemoPerson } from "@/prisma/seed/people";
import { at, DAY, delivered, HOUR, type Scene } from "@/prisma/seed/scene";
import { ago } from "@/prisma/seed/time";

/** People whose last words wait for the desk. */
export async function tellWaiting(scene: Scene): Promise<void> {
  const { stage, now, staff, clinic } = scene;
  const [tom, ellen, marcus, fatima, george, helen] = (await addPeople(clinic, now, [
    {
      name: "Tom Reed",
      phone: at("303", 111),
      email: "tom.reed@mail.example",
      born: "1961-11-23",
      takesRisk: true,
    },
    { name: "Ellen Park", phone: at("303", 113), email: "ellen.park@mail.example", born: "1992-08-30" },
    { name: "Marcus Bell", phone: at("212", 114), zone: "America/New_York", born: "1970-02-11" },
    { name: "Fatima Noor", phone: at("303", 115), email: "fatima.noor@mail.example", born: "1995-12-05" },
    { name: "George Tanaka", phone: at("671", 116), zone: "Pacific/Guam", born: "1948-07-21" },
    { name: "Helen Brooks", email: "helen.brooks@mail.example", born: "1955-04-09" },
  ])) as [DemoPerson, DemoPerson, DemoPerson, DemoPerson, DemoPerson, DemoPerson];

  await delivered(
    scene,
    tom,
    2 * DAY,
    staff.dana ?? null,
    "Cedar Lane: Hi Tom, thanks for coming in today. We will be in touch.",
  );
  await stage.texts(tom.phone ?? "", ago(now, 14), "did my labs come back?");
  await delivered(
    scene,
    ellen,
    5 * DAY,
    staff.dana ?? null,
    "Cedar Lane: Your forms are ready to pick up at the desk.",
  );
  await stage.texts(ellen.phone ?? "", ago(now, 41), "Is it ok if my husband picks up the forms for me?");
  await stage.texts(
    marcus.phone ?? "",
    ago(now, 63),
    "I'm flying back Thursday. Any chance of a morning slot on Friday?",
  );
  await stage.texts(fatima.phone ?? "", ago(now, 95), "Running 10 min late, sorry!!");
  await stage.texts(fatima.phone ?? "", ago(now, 93), "parking is full");
  await stage.texts(
    george.phone ?? "",
    ago(now, 3 * HOUR),
    "PLEASE CALL ME. I DO NOT LIKE TYPING ON THIS THING. GEORGE",
  );
  await stage.mails(
    helen.email ?? "",
    "Helen Brooks",
    ago(now, 5 * HOUR),
    "Insurance change",
    "Hello,\n\nmy insurance changes on the first of next month. What do you need from me?\n\nKind regards,\nHelen Brooks",
  );
}

const CARD = new URL("./insurance-card.png", import.meta.url);

/** Three who are not in the book. */
export async function tellUnknown(scene: Scene): Promise<void> {
  const { stage, now } = scene;
  await stage.texts(at("303", 147), ago(now, 33), "Here is my insurance card", [
    { filename: "insurance-card.png", contentType: "image/png", content: readFileSync(CARD) },
  ]);
  await stage.texts(
    at("720", 162),
    ago(now, 130),
    "Hi, do you take new patients? My mom needs a family doctor",
  );
  await stage.mails(
    "r.delgado@mail.example",
    "Rosa Delgado",
    ago(now, 9 * HOUR),
    "Records for school",
    "Good morning, could you send my daughter's shot record to her school? Thank you, Rosa Delgado",
  );
}

/** Grace texted one word. */
export async function tellGrace(scene: Scene): Promise<void> {
  const { stage, now, staff, clinic } = scene;
  const [grace] = await addPeople(clinic, now, [
    {
      name: "Grace Kim",
      phone: at("303", 130),
      email: "grace.kim@mail.example",
      device: "grace-kim-phone:demo-push-token",
      born: "1994-02-03",
    },
  ]);
  if (!grace) return;
  await delivered(
    scene,
    grace,
    2 * DAY,
    staff.dana ?? null,
    "Cedar Lane: Hi Grace, see you Friday at 2:30 PM. Reply C to confirm.",
  );
  await stage.texts(grace.phone ?? "", ago(now, 55), "CANCEL");
}
