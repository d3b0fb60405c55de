import { rmSync } from "node:fs";
import { join, relative } from "node:path";
import pg from "pg";
import { readRecord, root, writeRecord } from "../data-dir.mjs";
import { Failure } from "../failure.mjs";

/** @typedef {{ apiKey: string, staff: { role: string, email: string, password: string }[] }} Seeded */

const recordName = "seed.json";
const demoFile = "demo.json";

/**
 * Keeps what the seed made; its last line of output tells it, and only on the run that seeded.
 * Answers whether this one did.
 * @param {string} dataDir
 * @param {string} printed
 */
export function keepSeeded(dataDir, printed) {
  const line = printed.split("\n").findLast((text) => text.startsWith("SEED "));
  if (line) writeRecord(dataDir, recordName, JSON.parse(line.slice("SEED ".length)));
  return Boolean(line);
}

/**
 * Writes `demo.json` for scripts.
 * @param {string} dataDir
 * @param {{ url: string, simulatorUrl: string | null, databaseUrl: string }} addresses
 */
export function writeDemoFile(dataDir, addresses) {
  /** @type {Seeded | null} */
  const seeded = readRecord(dataDir, recordName);
  const { apiKey = null, staff = [] } = seeded ?? {};
  writeRecord(dataDir, demoFile, { ...addresses, apiKey, staff });
  return { apiKey, staff };
}

/**
 * Removes `demo.json`: it is there only while a hub is ready.
 * @param {string} dataDir
 */
export function removeDemoFile(dataDir) {
  rmSync(join(dataDir, demoFile), { force: true });
}

/**
 * Refuses a database of one's own that `npm run seed` did not fill: the demo's sign-in would list its real staff.
 * @param {string} dataDir
 * @param {string} owner connection string
 */
export async function requireSeeded(dataDir, owner) {
  /** @type {Seeded | null} */
  const seeded = readRecord(dataDir, recordName);
  const emails = seeded?.staff.map(({ email }) => email) ?? [];
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT 1 FROM "Staff" WHERE email = ANY($1) LIMIT 1', [emails]);
    if (rows.length > 0) return;
  } finally {
    await client.end();
  }
  throw new Failure(
    "The database of DATABASE_URL does not hold the demo: set HUB_DEMO=0, or fill an empty one with npm run seed.",
  );
}

/**
 * The short table of `npm start`.
 * @param {object} facts
 * @param {string} facts.url
 * @param {string | null} facts.simulatorUrl
 * @param {string | null} facts.apiKey
 * @param {Seeded["staff"]} facts.staff
 * @param {string} facts.dataDir
 * @param {Date | null} facts.clock the hub's time when HUB_NOW moved it
 * @param {"process" | "inngest"} facts.deliveryClock
 */
export function tableOf({ url, simulatorUrl, apiKey, staff, dataDir, clock, deliveryClock }) {
  const width = Math.max(0, ...staff.map(({ email }) => email.length));
  const people = staff.map(
    ({ role, email, password }) =>
      `${email.padEnd(width)}  ${password}  (${role.replaceAll("_", " ").toLowerCase()})`,
  );
  const data = relative(root, dataDir).startsWith("..") ? dataDir : relative(root, dataDir);
  /** @type {[string, string | null][]} */
  const rows = [
    ["Hub", url],
    ...people.map(
      (person, index) => /** @type {[string, string]} */ ([index === 0 ? "Sign in" : "", person]),
    ),
    ["Simulator", simulatorUrl && `${simulatorUrl}  (each patient's phone and mailbox)`],
    ["API key", apiKey],
    [
      "Delivery",
      deliveryClock === "inngest" ? "by Inngest  (it must reach /api/inngest)" : "by this machine's runner",
    ],
    ["Clock", clock && `${clock.toISOString()}  (moved by HUB_NOW, kept in ${data}/clock.json)`],
    ["Data", `${data}  (logs in ${data}/logs)`],
  ];
  return rows
    .filter(([, text]) => text)
    .map(([label, text]) => `  ${label.padEnd(10)} ${text}`)
    .join("\n");
}
