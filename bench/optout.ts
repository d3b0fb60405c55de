import { setTimeout as sleep } from "node:timers/promises";
import { type Figures, figure, percentile } from "@/bench/report";
import { addPeople, closeLane, openClinic, openLane, type Person } from "@/bench/stack/clinic";
import { queueTexts } from "@/bench/stack/queue";
import { type Stack, startStack } from "@/bench/stack/stack";
import { until } from "@/bench/stack/wait";

/** Texts queued to each person who says STOP. */
const EACH = 10;
const STOPS = 20;
/** What a process does for the first time takes longer: said apart, and held to the same goal. */
const FIRST = 2;
/** The looking itself takes of the machine: so often, and no more. */
const EVERY_MS = 10;
/** The queue drains while the STOPs come, as it would. */
const PER_SECOND = 100;

/** STOPs in the middle of so many queued texts to others: until the last text to that number is cancelled, and to the 200. */
export async function measureOptOut(queued: number): Promise<Figures> {
  const stack = await startStack("bench-optout");
  try {
    const clinic = await openClinic(stack, 0, PER_SECOND);
    await closeLane(stack, clinic);
    const others = await addPeople(stack, clinic.id, queued);
    await queueTexts(stack, clinic, others, ({ phone }) => `For ${phone}`);
    const leaving = await addPeople(stack, clinic.id, FIRST + STOPS);
    for (let text = 0; text < EACH; text += 1) {
      await queueTexts(stack, clinic, leaving, ({ phone }) => `${text} for ${phone}`);
    }
    await openLane(stack, clinic, PER_SECOND);
    const [cancelled, answered]: [number[], number[]] = [[], []];
    const handedOff = new Map<Person, number>();
    for (const person of leaving) {
      const began = performance.now();
      const answer = stack.simulator.text({ from: person.phone, to: clinic.phone, body: "STOP" });
      await until(
        "the last text is cancelled",
        30_000,
        async () => (await waiting(stack, person)) === 0,
        EVERY_MS,
      );
      cancelled.push(performance.now() - began);
      await answer;
      answered.push(performance.now() - began);
      handedOff.set(person, await attempts(stack, person));
    }
    await sleep(2_000);
    let late = 0;
    for (const [person, before] of handedOff) late += (await attempts(stack, person)) - before;
    const first = cancelled.splice(0, FIRST);
    answered.splice(0, FIRST);
    return {
      "webhook → last cancel, the first two after a start": figure(Math.max(...first), "ms", { most: 1_000 }),
      "webhook → last cancel, p50": figure(percentile(cancelled, 50), "ms"),
      "webhook → last cancel, worst": figure(Math.max(...cancelled), "ms", { most: 1_000 }),
      "webhook → answered, p50": figure(percentile(answered, 50), "ms"),
      "webhook → answered, worst": figure(Math.max(...answered), "ms", { most: 5_500 }),
      "sent after the answer": figure(late, "texts", { most: 0 }),
      "queued to others": figure(queued, "texts"),
      measured: figure(STOPS, "STOPs"),
    };
  } finally {
    await stack.stop();
  }
}

function waiting({ database }: Stack, { id }: Person): Promise<number> {
  return database.number(
    `SELECT count(*) FROM "Message" m WHERE "patientId" = $1 AND direction = 'OUTBOUND' AND status = 'PENDING'
       AND NOT EXISTS (SELECT 1 FROM "MessageDelivery" d WHERE d."messageId" = m.id)`,
    [id],
  );
}

/** Hand-offs to a number so far, the confirmation of its STOP left out. */
function attempts({ database }: Stack, { phone }: Person): Promise<number> {
  return database.number(
    `SELECT count(*) FROM "MessageDelivery" d JOIN "Message" m ON m.id = d."messageId" AND NOT m."isAutomatic"
     WHERE d."toAddress" = $1`,
    [phone],
  );
}
