import type { Clinic } from "@/bench/stack/clinic";
import type { Stack } from "@/bench/stack/stack";

interface Attempt {
  id: string;
  messageId: string;
  outcome: string | null;
  status: string;
}

/** What the wire log and the database say about every text of a clinic, set side by side. */
export interface Account {
  /** Texts as the vendor knows them: how often it took each on. */
  handOffs: Map<string, number>;
  /** Attempt keys that reached the vendor more than once. */
  keysTwice: string[];
  /** Texts, named by their words, that the vendor took on more than once. */
  textsTwice: string[];
  messages: { id: string; status: string; reason: string | null; body: string }[];
  attempts: Attempt[];
  /** Attempts that reached the vendor and of which the hub never learned the answer. */
  unanswered: Attempt[];
}

export async function takeAccount(stack: Stack, clinic: Clinic): Promise<Account> {
  const wire = await stack.simulator.taken();
  const keys = wire.map(({ params }) => keyOf(params.StatusCallback));
  const messages = await stack.database.rows<Account["messages"][number]>(
    `SELECT id, status, reason, body FROM "Message" WHERE "clinicId" = $1 AND direction = 'OUTBOUND'`,
    [clinic.id],
  );
  const attempts = await stack.database.rows<Attempt>(
    `SELECT id, "messageId", outcome, status FROM "MessageDelivery" WHERE "clinicId" = $1`,
    [clinic.id],
  );
  const handOffs = count(wire.map(({ body }) => body));
  const reached = new Set(keys);
  return {
    handOffs,
    keysTwice: twice(count(keys)),
    textsTwice: twice(handOffs),
    messages,
    attempts,
    unanswered: attempts.filter(({ id, outcome }) => outcome === null && reached.has(id)),
  };
}

/** The address of the status callback carries our own attempt id. */
function keyOf(callback: unknown): string {
  return new URL(String(callback)).searchParams.get("key") ?? "";
}

function count(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function twice(counts: Map<string, number>): string[] {
  return [...counts].filter(([, times]) => times > 1).map(([value]) => value);
}
