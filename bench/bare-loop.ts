import twilio from "twilio";
import { v7 as uuid } from "uuid";
import type { Person } from "@/bench/stack/clinic";
import type { Stack } from "@/bench/stack/stack";
import { inFlight } from "@/bench/stack/wait";
import { connectionPool } from "@/lib/providers/connection";
import { readRecord } from "@/scripts/data-dir.mjs";

const IN_FLIGHT = 32;

/**
 * The least a program could do: the same SDK call, 32 in flight, one insert before and one update after, without any
 * rule, lock, queue or receipt. Answers messages a second and this process's time for one message.
 */
export async function bareLoop(
  stack: Stack,
  from: string,
  people: readonly Person[],
): Promise<{ perSecond: number; cpuMs: number }> {
  const { pool } = stack.database;
  await pool.query(
    `CREATE TABLE IF NOT EXISTS bare (id uuid PRIMARY KEY, "to" text, body text, status text, ref text)`,
  );
  const keys = readRecord(stack.dataDir, "secrets.json");
  const httpClient = new twilio.RequestClient({ timeout: 10_000 });
  Object.assign(httpClient.axios.defaults, connectionPool(10_000));
  const client = twilio(keys.TWILIO_ACCOUNT_SID, keys.TWILIO_AUTH_TOKEN, { httpClient });
  client.api.baseUrl = stack.simulator.url;
  const one = async ({ phone: to }: Person) => {
    const id = uuid();
    const body = `Bare ${to}: your appointment is tomorrow at nine.`;
    await pool.query(`INSERT INTO bare (id, "to", body, status) VALUES ($1, $2, $3, 'PENDING')`, [
      id,
      to,
      body,
    ]);
    const statusCallback = `${stack.url}/api/v1/messages/webhook/twilio?key=${id}#rc=5&rp=all`;
    const { sid } = await client.messages.create({ to, from, body, statusCallback });
    await pool.query(`UPDATE bare SET status = 'SENT', ref = $2 WHERE id = $1`, [id, sid]);
  };
  await inFlight(people.slice(0, IN_FLIGHT * 2), IN_FLIGHT, one);
  const began = performance.now();
  const cpu = process.cpuUsage();
  await inFlight(people, IN_FLIGHT, one);
  const { user, system } = process.cpuUsage(cpu);
  return {
    perSecond: people.length / ((performance.now() - began) / 1_000),
    cpuMs: (user + system) / 1_000 / people.length,
  };
}
