import { until } from "@/bench/stack/wait";
import { type World, wordsOf } from "@/e2e/crash/chaos/world";

/** What became of one stage's messages. */
export interface Verdict {
  stage: string;
  queued: number;
  /** Never taken by a vendor, and nobody is told. */
  lost: number;
  /** May have been sent: waits for a person. */
  person: number;
  /** Taken more than once, by the wire log. */
  twice: number;
  /** In another state than they must end in. */
  wrong: number;
}

interface Message {
  words: string;
  status: string;
}

/** The engine asks the vendor about texts that are "sent" for four hours: their receipts are lost. */
const LATER_MS = 5 * 3_600_000;
const PATIENCE_MS = 240_000;

/** Lets the hub recover, five hours later by its clock, and sets the wire log beside the database. */
export async function judge(world: World): Promise<Verdict[]> {
  const { stack } = world;
  await stack.hub.kill();
  await stack.hub.start({ HUB_NOW: new Date(stack.now().getTime() + LATER_MS).toISOString() });
  let verdicts = await look(world);
  await until("every message has come to its end", PATIENCE_MS, async () => {
    verdicts = await look(world);
    return verdicts.every(({ lost, wrong }) => lost + wrong === 0);
  }).catch(() => undefined);
  return verdicts;
}

async function look({ stack, clinic, batches }: World): Promise<Verdict[]> {
  const times = new Map<string, number>();
  for (const entry of await stack.simulator.taken()) {
    const words = wordsOf(entry);
    times.set(words, (times.get(words) ?? 0) + 1);
  }
  const rows = await stack.database.rows<Message>(
    `SELECT coalesce(subject, body) AS words, status FROM "Message" WHERE "clinicId" = $1 AND direction = 'OUTBOUND'`,
    [clinic.id],
  );
  const statusOf = new Map(rows.map(({ words, status }) => [words, status]));
  return batches.map(({ stage, words, ends }) => ({
    stage,
    queued: words.length,
    lost: words.filter((text) => !times.has(text) && statusOf.get(text) !== "PENDING").length,
    person: words.filter((text) => statusOf.get(text) === "PENDING").length,
    twice: words.filter((text) => (times.get(text) ?? 0) > 1).length,
    wrong: words.filter((text) => statusOf.get(text) !== ends).length,
  }));
}

/** The table that the script prints. */
export function tableOf(verdicts: readonly Verdict[]): string {
  const sum = (key: Exclude<keyof Verdict, "stage">) =>
    verdicts.reduce((total, verdict) => total + verdict[key], 0);
  const keys = ["queued", "lost", "twice", "person", "wrong"] as const;
  const rows = [
    ...verdicts.map((one) => [one.stage, ...keys.map((key) => String(one[key]))]),
    ["all", ...keys.map((key) => String(sum(key)))],
  ];
  const table = [["stage", "queued", "lost", "twice", "for a person", "wrong state"], ...rows];
  const widths = [0, 1, 2, 3, 4, 5].map((column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  return table
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  "),
    )
    .join("\n");
}
