import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPeople, type Clinic, closeLane, openClinic, openLane, type Person } from "@/bench/stack/clinic";
import { queueTexts } from "@/bench/stack/queue";
import { type Stack, startStack } from "@/bench/stack/stack";
import { until } from "@/bench/stack/wait";
import { takeAccount } from "@/e2e/crash/account";

/** Slow enough that 500 texts take seconds, so that "in the middle" is in the middle. */
const PER_SECOND = 250;
const QUEUED = 500;
const IN_THE_MIDDLE = 150;
/** Receipts are lost when the hub is away for over 15 s; it asks the vendor about texts that are "sent" for four hours. */
const LATER_MS = 5 * 3_600_000;
/** Usually 5 to 15 s; on a busy machine the two minutes pass after which an attempt counts as absent at the vendor. */
const RESTORED_MS = 300_000;

describe("a hub that is killed in the middle of 500 queued texts", () => {
  let stack: Stack;
  let clinic: Clinic;
  const texts: string[] = [];

  beforeAll(async () => {
    stack = await startStack("crash", { NEXT_DIST_DIR: ".next-test" });
    clinic = await openClinic(stack, 0, PER_SECOND);
  });
  afterAll(() => stack?.stop());

  /** Queues 500 texts, lets them go, and does `harm` once the vendor has taken 150 of them. */
  async function during(name: string, harm: () => void | Promise<void>): Promise<void> {
    const people = await addPeople(stack, clinic.id, QUEUED);
    const body = ({ phone }: Person) => `${name} ${phone}`;
    await closeLane(stack, clinic);
    await queueTexts(stack, clinic, people, body);
    texts.push(...people.map(body));
    const before = await stack.simulator.seen();
    await openLane(stack, clinic, PER_SECOND);
    await until("the vendor has taken some", 20_000, async () => {
      return (await stack.simulator.seen()) >= before + IN_THE_MIDDLE;
    });
    await harm();
    expect((await takeAccount(stack, clinic)).handOffs.size).toBeLessThan(texts.length);
  }

  /** Texts that have not come so far: to the vendor (or nobody heard its answer), or to the patient. */
  function missing(where: "the vendor" | "the patient"): Promise<number> {
    return stack.database.number(
      `SELECT count(*) FROM "Message" m WHERE "clinicId" = $1 AND status <> 'DELIVERED'
       AND ($2 = 'the patient' OR (status <> 'SENT' AND NOT EXISTS (
         SELECT 1 FROM "MessageDelivery" d WHERE d."messageId" = m.id AND d.outcome IS NULL)))`,
      [clinic.id, where],
    );
  }

  /** Waits until every text has come there; says what stands where when that does not happen. */
  async function untilAllAt(where: "the vendor" | "the patient"): Promise<void> {
    const isSo = async () => (await missing(where)) === 0;
    await until(`every text has come to ${where}`, RESTORED_MS, isSo).catch(async (cause: Error) => {
      const left = await stack.database.rows(
        `SELECT m.status, m.reason, d.outcome, d.status AS attempt, count(*)::int FROM "Message" m
         LEFT JOIN "MessageDelivery" d ON d."messageId" = m.id
         WHERE m."clinicId" = $1 AND m.status <> 'DELIVERED' GROUP BY 1, 2, 3, 4`,
        [clinic.id],
      );
      throw new Error(`${cause.message} ${JSON.stringify(left)}`);
    });
  }

  async function restored(): Promise<void> {
    await untilAllAt("the vendor");
    const { keysTwice, textsTwice } = await takeAccount(stack, clinic);
    expect({ keysTwice, textsTwice }).toEqual({ keysTwice: [], textsTwice: [] });
  }

  it("goes on after kill -9 of the runner and hands nothing over twice", async () => {
    await during("Runner killed", () => stack.hub.killRunner());
    await restored();
  });

  it("goes on after a crash of the database and hands nothing over twice", async () => {
    await during("Database crashed", () => stack.database.crash());
    await restored();
  });

  it("goes on after kill -9 of the whole hub; every text is handed over exactly once and delivered", async () => {
    await during("Hub killed", () => stack.hub.kill());
    await stack.hub.start({ HUB_NOW: new Date(stack.now().getTime() + LATER_MS).toISOString() });
    await untilAllAt("the patient");
    const { messages, handOffs, keysTwice, textsTwice, unanswered } = await takeAccount(stack, clinic);
    expect({ keysTwice, textsTwice }).toEqual({ keysTwice: [], textsTwice: [] });
    expect(messages).toHaveLength(texts.length);
    expect([...handOffs.keys()].sort()).toEqual([...texts].sort());
    // Nobody heard the vendor's answer to these; receipts that carry our key settled them, or the vendor's list.
    expect(unanswered.every(({ status }) => status === "DELIVERED")).toBe(true);
  });
});
