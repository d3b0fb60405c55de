/**
 * npm run sending                       how the installation stands
 * npm run sending -- stop "REASON"      stops all sending of every clinic; claims obey within two seconds
 * npm run sending -- resume             lets them go on; what waited is due at once
 */
import pg from "pg";
import { dataDirOf, readRecord } from "./data-dir.mjs";
import { withDatabase } from "./database/borrow.mjs";
import { Failure, runScript } from "./failure.mjs";
import { loadEnvFile } from "./preflight/env-file.mjs";
import { refuseOldNode } from "./preflight/node-version.mjs";

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);

/**
 * @param {pg.Client} client
 * @param {Date} now
 * @param {string} reason
 */
async function stop(client, now, reason) {
  if (reason.length < 3) throw new Failure('Say why: npm run sending -- stop "REASON"');
  const { rowCount } = await client.query(
    `UPDATE "Installation" SET "stoppedAt" = $1, "stoppedReason" = $2 WHERE id = 1 AND "stoppedAt" IS NULL`,
    [now, reason],
  );
  if (!rowCount) throw new Failure("Sending is stopped already.");
  await record(client, now, "sending.stopped_everywhere", reason);
  say("Stopped: nothing that is not handed off yet leaves any clinic.");
}

/**
 * @param {pg.Client} client
 * @param {Date} now
 */
async function resume(client, now) {
  const { rowCount } = await client.query(
    `UPDATE "Installation" SET "stoppedAt" = NULL, "stoppedReason" = NULL WHERE id = 1 AND "stoppedAt" IS NOT NULL`,
  );
  if (!rowCount) throw new Failure("Sending is not stopped for the installation.");
  await record(client, now, "sending.resumed_everywhere", null);
  const { rowCount: woken } = await client.query(
    `WITH held AS (
       SELECT m.id FROM "Message" m JOIN "Clinic" c ON c.id = m."clinicId" AND c."stoppedAt" IS NULL
       WHERE m.status = 'SCHEDULED' AND m.reason = 'clinic_stopped' ORDER BY m.id FOR UPDATE OF m),
     due AS (UPDATE "Message" m SET "nextAt" = $1 FROM held WHERE m.id = held.id RETURNING m.id)
     UPDATE "QueueItem" q SET "nextAt" = $1, "leasedUntil" = NULL FROM due WHERE q."messageId" = due.id`,
    [now],
  );
  say(`Sending goes on; ${woken ?? 0} messages that waited are due now.`);
}

/**
 * In every clinic's audit trail, and to every open screen.
 * @param {pg.Client} client
 * @param {Date} now
 * @param {string} action
 * @param {string | null} reason
 */
async function record(client, now, action, reason) {
  await client.query(
    `INSERT INTO "AuditEntry" (id, "clinicId", at, "actorKind", "actorId", action, "subjectKind", fields, reason,
       "requestId")
     SELECT gen_random_uuid(), id, $1, 'system', 'operator', $2, 'installation', '{}', $3, gen_random_uuid() FROM "Clinic"`,
    [now, action, reason],
  );
  await client.query(
    `INSERT INTO "Change" ("clinicId", kind, "subjectId", at) SELECT id, 'engine', id, $1 FROM "Clinic"`,
    [now],
  );
}

/** @param {pg.Client} client */
async function tell(client) {
  const { rows } = await client.query(`SELECT "stoppedAt", "stoppedReason" FROM "Installation" WHERE id = 1`);
  const { stoppedAt, stoppedReason } = rows[0] ?? {};
  say(stoppedAt ? `Stopped since ${stoppedAt.toISOString()}: ${stoppedReason}` : "Messages go out.");
}

await runScript(async () => {
  refuseOldNode();
  loadEnvFile();
  const [name = "show", ...words] = process.argv.slice(2);
  if (!["show", "stop", "resume"].includes(name))
    throw new Failure(`Unknown command "${name}": stop or resume.`);
  const dataDir = dataDirOf(process.env);
  const now = new Date(Date.now() + (readRecord(dataDir, "clock.json")?.offsetMs ?? 0));
  await withDatabase({ dataDir, env: process.env }, async ({ owner }) => {
    const client = new pg.Client({ connectionString: owner });
    await client.connect();
    try {
      const { rows } = await client.query(`SELECT to_regclass('"Installation"') IS NOT NULL AS is_hub`);
      if (!rows[0]?.is_hub)
        throw new Failure("This database holds no hub yet: run npm run migrate, or npm start, first.");
      await client.query("BEGIN");
      if (name === "stop") await stop(client, now, words.join(" ").trim());
      if (name === "resume") await resume(client, now);
      if (name === "show") await tell(client);
      await client.query("COMMIT");
      if (name !== "show") await client.query("SELECT pg_notify('hub_wake', '*')");
    } finally {
      await client.end();
    }
  });
});
