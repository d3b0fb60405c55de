import { AsyncLocalStorage } from "node:async_hooks";
import { v7 as uuid } from "uuid";
import type { Ctx } from "@/lib/ctx";
import { inClinic, type Tx, trail } from "@/lib/db/transaction";

export interface AuditRecord {
  /** noun.verb in the past, for example `patient.updated`. */
  action: string;
  subjectKind: string;
  subjectId?: string | null;
  patientId?: string | null;
  /** Names of the fields that changed; never their values. */
  fields?: string[];
  /** A person's reason for an override. Shown to privacy officers; must not quote the patient. */
  reason?: string;
}

export interface Audit {
  (record: AuditRecord): void;
  /** For system and provider actors: the appended row (decision, attempt, receipt) is itself the audit entry. */
  fact(): void;
}

interface Ledger {
  records: AuditRecord[];
  facts: number;
}

const held = globalThis as typeof globalThis & { hubAudit?: AsyncLocalStorage<Ledger> };
held.hubAudit ??= new AsyncLocalStorage<Ledger>();
const storage = held.hubAudit;

function auditOf(ledger: Ledger): Audit {
  const audit = (record: AuditRecord) => void ledger.records.push(record);
  return Object.assign(audit, { fact: () => void ledger.facts++ });
}

/**
 * The one way to write: opens or joins the transaction and refuses to commit when nothing was audited.
 * No network call may happen inside. Throws when a person's write left only facts.
 */
export async function write<T>(ctx: Ctx, work: (tx: Tx, audit: Audit) => Promise<T>): Promise<T> {
  const joined = storage.getStore();
  if (joined) return inClinic(ctx.clinicId, (tx) => work(tx, auditOf(joined)));
  const ledger: Ledger = { records: [], facts: 0 };
  return storage.run(ledger, () =>
    inClinic(ctx.clinicId, async (tx) => {
      const result = await work(tx, auditOf(ledger));
      const mechanical = ctx.actor.kind === "system" || ctx.actor.kind === "provider";
      if (ledger.records.length === 0 && !(mechanical && ledger.facts > 0)) {
        throw new Error("write() was about to commit and nothing was audited.");
      }
      if (ledger.records.length > 0) trail(insertAudit(tx, ctx, ledger.records));
      return result;
    }),
  );
}

async function insertAudit(tx: Tx, ctx: Ctx, records: AuditRecord[]): Promise<void> {
  const { actor } = ctx;
  const actorId = actor.kind === "provider" ? actor.name : actor.kind === "system" ? actor.job : actor.id;
  const rows = records.map((record) => ({ fields: [], ...record, id: uuid() }));
  await tx.$executeRaw`
    INSERT INTO "AuditEntry" (id, "clinicId", at, "actorKind", "actorId", action, "subjectKind", "subjectId", "patientId",
      fields, reason, "requestId")
    SELECT v.id, ${ctx.clinicId}::uuid, ${ctx.now}, ${actor.kind}, ${actorId}, v.action, v."subjectKind", v."subjectId",
      v."patientId", v.fields, v.reason, ${ctx.requestId}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(
      id uuid, action text, "subjectKind" text, "subjectId" uuid, "patientId" uuid, fields text[], reason text)`;
}
