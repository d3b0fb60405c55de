import { v7 as uuid } from "uuid";
import { call } from "@/bench/stack/api";
import { addPeople, type Clinic, closeLane, openClinic, openLane } from "@/bench/stack/clinic";
import { queueTexts } from "@/bench/stack/queue";
import { type Stack, startStack } from "@/bench/stack/stack";
import { until } from "@/bench/stack/wait";
import type { WireEntry } from "@/simulator/wire-log";

/** Slow enough that "in the middle" is in the middle. */
const PER_SECOND = 25;
/** What one stage leaves behind goes quickly, so that the next one does not stand behind it. */
const NO_LIMIT = 1_000;
const PATIENCE_MS = 120_000;

/** What one stage put into the queue, by words that nothing else has, and where it must end. */
export interface Batch {
  stage: string;
  words: string[];
  /**
   * DELIVERED, also where the receipts were lost; PENDING where nobody can say whether the vendor took it (SendGrid
   * answered 500 and cannot be asked): shown as "may have been sent", never sent again without a person.
   */
  ends: "DELIVERED" | "PENDING";
}

/** A hub with its database and vendors, to be harmed, and the list of everything that was ever queued. */
export class World {
  readonly batches: Batch[] = [];

  private constructor(
    readonly stack: Stack,
    readonly clinic: Clinic,
  ) {}

  static async open(name: string): Promise<World> {
    const stack = await startStack(name, { NEXT_DIST_DIR: ".next-test", HUB_FAULTS: "1" });
    try {
      const clinic = await openClinic(stack, 0, PER_SECOND);
      await addMail(stack, clinic);
      return new World(stack, clinic);
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  /** Queues so many texts to as many people and lets them go. */
  async queue(stage: string, count: number): Promise<Batch> {
    const { stack, clinic } = this;
    await this.drain();
    const people = await addPeople(stack, clinic.id, count);
    const words = ({ phone }: { phone: string }) => `${stage}, ${phone}`;
    await closeLane(stack, clinic);
    await queueTexts(stack, clinic, people, words);
    const batch: Batch = { stage, words: people.map(words), ends: "DELIVERED" };
    this.batches.push(batch);
    await openLane(stack, clinic, PER_SECOND);
    return batch;
  }

  /** Waits until nothing is due any more; what is unknown waits for its receipt. */
  private async drain(): Promise<void> {
    const { stack, clinic } = this;
    if (this.batches.length === 0) return;
    await openLane(stack, clinic, NO_LIMIT);
    await until("the queue is empty", PATIENCE_MS, async () => {
      const due = await stack.database.number(
        `SELECT count(*) FROM "QueueItem" WHERE "clinicId" = $1 AND "nextAt" <= $2`,
        [clinic.id, stack.now()],
      );
      return due === 0;
    });
  }

  /** The same with letters, one by one through the API. */
  async queueMail(stage: string, count: number, ends: Batch["ends"]): Promise<Batch> {
    const { stack, clinic } = this;
    const people = await addPeople(stack, clinic.id, count);
    await stack.database.pool.query(
      `INSERT INTO "ContactPoint" (id, "clinicId", "patientId", kind, value, "isPrimary", source, "createdAt")
       SELECT gen_random_uuid(), $2, v.id, 'email', 'p-' || v.id || '@example.org', true, 'chaos', $3
       FROM unnest($1::uuid[]) AS v(id)`,
      [people.map(({ id }) => id), clinic.id, stack.now()],
    );
    const batch: Batch = { stage, words: [], ends };
    for (const { id, phone } of people) {
      const subject = `${stage}, ${phone}`;
      const body = { patientId: id, channel: "EMAIL", subject, body: subject };
      await call(stack, clinic, "/api/v1/messages", { method: "POST", body: JSON.stringify(body) });
      batch.words.push(subject);
    }
    this.batches.push(batch);
    return batch;
  }

  /** Waits until the vendors have taken so many of a batch. */
  async taken(batch: Batch, count: number): Promise<void> {
    const own = new Set(batch.words);
    await until(`the vendor has taken ${count} of "${batch.stage}"`, PATIENCE_MS, async () => {
      const wire = await this.stack.simulator.taken();
      return wire.filter((entry) => own.has(wordsOf(entry))).length >= count;
    });
  }

  async fault(fault: { provider: string; kind: string; count?: number; delayMs?: number; match?: string }) {
    await this.simulate("POST", fault);
  }

  async noFaults(): Promise<void> {
    await this.simulate("DELETE");
  }

  private async simulate(method: string, body?: object): Promise<void> {
    const answer = await fetch(`${this.stack.simulator.url}/_sim/faults`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`The simulator answers ${answer.status}: ${await answer.text()}`);
  }
}

/** What tells a message from every other one: a text's words, a letter's subject. */
export const wordsOf = ({ subject, body }: WireEntry): string => subject || body;

async function addMail({ database, now }: Stack, clinic: Clinic): Promise<void> {
  await database.pool.query(
    `INSERT INTO "Vendor" (id, "clinicId", provider, "baaSignedAt", "createdAt") VALUES ($1, $2, 'sendgrid', $3, $3)`,
    [uuid(), clinic.id, now()],
  );
  await database.pool.query(
    `INSERT INTO "Sender" (id, "clinicId", channel, provider, kind, address, rate, "isDefault", "createdAt")
     VALUES ($1, $2, 'EMAIL', 'sendgrid', 'email', $3, 100, true, $4)`,
    [uuid(), clinic.id, `desk-${clinic.id}@chaos.example`, now()],
  );
}
