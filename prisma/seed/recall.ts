import { DateTime } from "luxon";
import { inClinic } from "@/lib/db/transaction";
import { FIRST, LAST } from "@/prisma/seed/chatter";
import { addPeople, type PersonGiven } from "@/prisma/seed/people";
import type { Scene } from "@/prisma/seed/scene";
import { ago, awakeAndAsleep } from "@/prisma/seed/time";

/** 312 lines: 241 go, 22 wait for their morning, 49 are left out for six reasons. */
const GROUPS = { sent: 241, held: 22, stopped: 14, phoneless: 9, shared: 8, full: 7, vague: 5 };
const TWICE = 6;
const ANSWERS = 58;
const MINUTES_AGO = 6;

const WORDS =
  "Cedar Lane: Hi {{firstName}}, we missed you on {{visitDate}}. Reply here or call 303-555-0100 for a new time.";
const REPLIES = [
  "Sorry about that! Next week works",
  "Can I come Thursday morning?",
  "Please call me after 3",
  "I forgot, what times do you have?",
];

/** A bulk that is nearly over, played through the hub's own verbs: *No-show recall*. */
export async function tellRecall(scene: Scene): Promise<void> {
  const { clinic, now, stage, staff } = scene;
  const { awake, asleep } = awakeAndAsleep(now);
  const groups = Object.entries(GROUPS).flatMap(([group, count]) => Array<string>(count).fill(group));
  const people = await addPeople(
    clinic,
    now,
    groups.map((group, index): PersonGiven => {
      const name = `${FIRST[(index * 7) % FIRST.length]} ${LAST[(index * 11 + 5) % LAST.length]}`;
      // Two of a household share a number.
      const line = group === "shared" ? index - (index % 2) : index;
      const phone = group === "phoneless" ? null : `+1${clinic.areaCode}555${String(3_000 + line)}`;
      return { name, phone, zone: group === "held" ? asleep : awake };
    }),
  );
  const of = (wanted: keyof typeof GROUPS) => people.filter((_, index) => groups[index] === wanted);
  const at = ago(now, MINUTES_AGO);
  const { clinicId } = clinic;
  await inClinic(clinicId, async (tx) => {
    await tx.suppression.createMany({
      data: of("stopped").map(({ phone }) => ({
        clinicId,
        channel: "SMS" as const,
        address: phone ?? "",
        reason: "stop" as const,
        since: ago(now, 60 * 24 * 90),
      })),
    });
    const localDate = new Date(`${DateTime.fromJSDate(at, { zone: awake }).toISODate()}T00:00:00Z`);
    await tx.patientDay.createMany({
      data: of("full").map(({ id }) => ({ clinicId, patientId: id, localDate, used: 10 })),
    });
  });
  const vague = new Set(of("vague").map(({ id }) => id));
  const patientIds = [...people, ...people.slice(0, TWICE)].map(({ id }) => id);
  const dated = people.filter(({ id }) => !vague.has(id));
  await stage.sendsToMany(staff.ruth ?? "", at, {
    name: "No-show recall",
    category: "appointment",
    channel: "SMS",
    body: WORDS,
    audience: {
      kind: "patients",
      patientIds,
      variables: Object.fromEntries(dated.map(({ id }) => [id, { visitDate: "last Tuesday" }])),
    },
  });
  for (const [index, { phone }] of of("sent").slice(0, ANSWERS).entries()) {
    await stage.texts(phone ?? "", ago(now, MINUTES_AGO - 2), REPLIES[index % REPLIES.length] ?? "");
  }
  // The desk has called them back: nobody of the recall waits, and no thread of it is open.
  await inClinic(clinicId, (tx) =>
    tx.conversation.updateMany({
      where: { clinicId, patientId: { in: people.map(({ id }) => id) } },
      data: { status: "closed", waitingSince: null },
    }),
  );
}
