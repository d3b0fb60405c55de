import { relative } from "node:path";
import { readRecord, root, writeRecord } from "../data-dir.mjs";

/** @typedef {{ apiKey: string, staff: { role: string, email: string, password: string }[] }} Seeded */

const recordName = "seed.json";

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
  writeRecord(dataDir, "demo.json", { ...addresses, apiKey, staff });
  return { apiKey, staff };
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
 */
export function tableOf({ url, simulatorUrl, apiKey, staff, dataDir, clock }) {
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
    ["Clock", clock && `${clock.toISOString()}  (moved by HUB_NOW, kept in ${data}/clock.json)`],
    ["Data", `${data}  (logs in ${data}/logs)`],
  ];
  return rows
    .filter(([, text]) => text)
    .map(([label, text]) => `  ${label.padEnd(10)} ${text}`)
    .join("\n");
}
