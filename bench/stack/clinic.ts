import { createHash, randomBytes } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { Stack } from "@/bench/stack/stack";
import { PERMISSIONS } from "@/lib/auth/permissions";

export interface Person {
  id: string;
  phone: string;
}

export interface Clinic {
  id: string;
  phone: string;
  apiKey: string;
  people: Person[];
  /** The queue lane of its texts. */
  lane: string;
}

/** A clinic in Denver with one SMS sender of `rate` segments a second, an API key, and so many people with a phone. */
export async function openClinic(stack: Stack, people: number, rate: number): Promise<Clinic> {
  const { database } = stack;
  const at = stack.now();
  const [id, senderId] = [uuid(), uuid()];
  const digits = BigInt(`0x${id.replaceAll("-", "").slice(-8)}`)
    .toString()
    .slice(-6)
    .padStart(6, "0");
  const phone = `+1303${digits}0`;
  const apiKey = `hub_${randomBytes(32).toString("base64url")}`;
  await database.pool.query(
    `INSERT INTO "Clinic" (id, name, slug, "timeZone", phone, "createdAt", "updatedAt")
     VALUES ($1, 'Bench Clinic', $2, 'America/Denver', $3, $4, $4)`,
    [id, `bench-${id}`, phone, at],
  );
  await database.pool.query(
    `INSERT INTO "Vendor" (id, "clinicId", provider, "baaSignedAt", "createdAt") VALUES ($1, $2, 'twilio', $3, $3)`,
    [uuid(), id, at],
  );
  await database.pool.query(
    `INSERT INTO "Sender" (id, "clinicId", channel, provider, kind, address, rate, "isDefault", "createdAt")
     VALUES ($1, $2, 'SMS', 'twilio', 'short_code', $3, $4, true, $5)`,
    [senderId, id, phone, rate, at],
  );
  await database.pool.query(
    `INSERT INTO "ApiKey" (id, "clinicId", name, prefix, hash, scopes, "createdBy", "createdAt")
     VALUES ($1, $2, 'bench', $3, $4, $5, 'bench', $6)`,
    [uuid(), id, apiKey.slice(0, 8), createHash("sha256").update(apiKey).digest("hex"), [...PERMISSIONS], at],
  );
  return { id, phone, apiKey, lane: `${id}:${senderId}`, people: await addPeople(stack, id, people) };
}

/** People who live in Denver, each with a phone of their own: the daily cap of 10 is far away. */
export async function addPeople(stack: Stack, clinicId: string, count: number): Promise<Person[]> {
  const { database } = stack;
  const at = stack.now();
  const known = await database.number(`SELECT count(*) FROM "Patient" WHERE "clinicId" = $1`, [clinicId]);
  const people = Array.from({ length: count }, (_, index) => ({
    id: uuid(),
    phone: `+1720${String(2_000_000 + known + index)}`,
  }));
  const [ids, phones] = [people.map((one) => one.id), people.map((one) => one.phone)];
  await database.pool.query(
    `INSERT INTO "Patient" (id, "clinicId", "firstName", "lastName", "timeZone", "searchText", "createdAt", "updatedAt")
     SELECT v.id, $2, 'Person', v.phone, 'America/Denver', 'person ' || v.phone, $4, $4
     FROM unnest($1::uuid[], $3::text[]) AS v(id, phone)`,
    [ids, clinicId, phones, at],
  );
  await database.pool.query(
    `INSERT INTO "ContactPoint" (id, "clinicId", "patientId", kind, value, "isPrimary", source, "createdAt")
     SELECT gen_random_uuid(), $2, v.id, 'phone', v.phone, true, 'bench', $4
     FROM unnest($1::uuid[], $3::text[]) AS v(id, phone)`,
    [ids, clinicId, phones, at],
  );
  await database.pool.query(`ANALYZE "Patient", "ContactPoint"`);
  return people;
}

/** Takes the sender's pace away, so that what is accepted now stands in the queue. */
export async function closeLane({ database, now }: Stack, { id, lane }: Clinic): Promise<void> {
  await database.pool.query(
    `INSERT INTO "Lane" (id, "clinicId", rate, burst, credits, "refilledAt") VALUES ($1, $2, 0.000001, 1, 0, $3)
     ON CONFLICT (id) DO UPDATE SET rate = 0.000001, burst = 1, credits = 0, "refilledAt" = $3`,
    [lane, id, now()],
  );
  await database.pool.query(`UPDATE "Sender" SET rate = 0.000001 WHERE "clinicId" = $1`, [id]);
}

/** Gives the sender `rate` segments a second and wakes the runner. */
export async function openLane({ database, now }: Stack, { id, lane }: Clinic, rate: number): Promise<void> {
  await database.pool.query(`UPDATE "Sender" SET rate = $2 WHERE "clinicId" = $1`, [id, rate]);
  await database.pool.query(
    `UPDATE "Lane" SET rate = $2, burst = $2, credits = $2, "refilledAt" = $3 WHERE id = $1`,
    [lane, rate, now()],
  );
  await database.pool.query(`SELECT pg_notify('hub_wake', '*')`);
}
