import Papa from "papaparse";
import type { z } from "zod";
import { recordOpening } from "@/lib/audit/commands";
import { LINES, REPLIED, RESULT } from "@/lib/bulk/progress/queries";
import { resultWords } from "@/lib/bulk/results/rules";
import { lineWords, reasonWords } from "@/lib/bulk/rules/words";
import type { CsvFile, ListRecipients, RecipientPage, RecipientSchema, Result } from "@/lib/bulk/schema";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import { displayName, formatPhone } from "@/lib/patients/rules";
import { Prisma } from "@/prisma/generated/client";
import type { BulkRecipientState, Channel } from "@/prisma/generated/enums";

type Shown = z.input<typeof RecipientSchema>;

interface Row {
  number: number;
  patientId: string | null;
  firstName: string | null;
  lastName: string | null;
  state: BulkRecipientState;
  result: Result;
  replied: boolean;
  reason: string | null;
  evidence: Record<string, unknown> | null;
  channel: Channel | null;
  address: string | null;
  messageId: string | null;
  conversationId: string | null;
  until: Date | null;
  at: Date | null;
  clicks: number;
  clickedAt: Date | null;
}

/** What became of each line, in the order of the list. Throws `not_found`. The reading is audited. */
export async function listRecipients(
  ctx: Ctx,
  bulkId: string,
  query: ListRecipients,
): Promise<z.input<typeof RecipientPage>> {
  await recordOpening(ctx, { action: "bulk.read", subjectKind: "bulk", subjectId: bulkId, patientId: null });
  return read(ctx, async (tx) => {
    await mustBe(tx, ctx, bulkId);
    const rows = await listRows(tx, ctx, bulkId, query, query.limit + 1);
    const items = rows.slice(0, query.limit).map(shown);
    return { items, nextAfter: rows.length > query.limit ? (items.at(-1)?.number ?? null) : null };
  });
}

async function mustBe(tx: Tx, ctx: Ctx, id: string): Promise<string> {
  const bulk = await tx.bulk.findFirst({ where: { clinicId: ctx.clinicId, id }, select: { name: true } });
  if (!bulk) throw notFound("bulk message");
  return bulk.name;
}

function whereOf({ result, reason }: Pick<ListRecipients, "result" | "reason">): Prisma.Sql {
  const clauses = [
    // Narrows by the index before anything is joined.
    result === "waiting" || result === "excluded"
      ? Prisma.sql`AND r.state = ${result}::"BulkRecipientState"`
      : Prisma.empty,
    result === "all" || result === "replied" || result === "clicked"
      ? Prisma.empty
      : Prisma.sql`AND ${RESULT} = ${result}`,
    result === "replied" ? Prisma.sql`AND ${REPLIED}` : Prisma.empty,
    result === "clicked" ? Prisma.sql`AND k."clickedAt" IS NOT NULL` : Prisma.empty,
    reason ? Prisma.sql`AND coalesce(r.reason, m.reason) = ${reason}` : Prisma.empty,
  ];
  return Prisma.join(clauses, " ");
}

function listRows(
  tx: Tx,
  ctx: Ctx,
  bulkId: string,
  query: Pick<ListRecipients, "result" | "reason" | "after">,
  limit: number,
): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    SELECT r.number, r."patientId", p."firstName", p."lastName", r.state::text, ${RESULT} AS result,
      coalesce(${REPLIED}, false) AS replied, coalesce(r.reason, m.reason) AS reason, r.evidence, m.channel::text,
      m."toAddress" AS address, r."messageId", m."conversationId",
      CASE WHEN m.status = 'SCHEDULED' THEN m."nextAt" END AS until, coalesce(m."deliveredAt", m."sentAt") AS at,
      coalesce(k.clicks, 0)::int AS clicks, k."clickedAt"
    FROM ${LINES} LEFT JOIN "Patient" p ON p."clinicId" = r."clinicId" AND p.id = r."patientId"
    LEFT JOIN (
      SELECT "messageId", sum(clicks)::int AS clicks, min("firstClickAt") AS "clickedAt" FROM "ShortLink"
      WHERE "clinicId" = ${ctx.clinicId}::uuid AND "bulkId" = ${bulkId}::uuid AND "firstClickAt" IS NOT NULL
      GROUP BY 1) k ON k."messageId" = r."messageId"
    WHERE r."clinicId" = ${ctx.clinicId}::uuid AND r."bulkId" = ${bulkId}::uuid AND r.number > ${query.after}
      ${whereOf(query)}
    ORDER BY r.number LIMIT ${limit}`;
}

const PLAIN: Partial<Record<Result, string>> = {
  waiting: "Not looked at yet.",
  sending: "In line to go.",
  sent: "Sent.",
  delivered: "Delivered.",
  unknown: "May have been sent: we are checking.",
  cancelled: "Taken back before it left.",
};

function wordsFor({ result, reason, evidence, replied, clicks }: Row): string {
  if (result === "excluded" && reason) return lineWords(reason, evidence);
  const plain = PLAIN[result];
  const opened = clicks > 0 ? ` Opened a link in it${clicks > 1 ? ` ${clicks} times` : ""}.` : "";
  if (plain) return `${plain}${opened}${replied ? " The patient answered." : ""}`;
  return reason ? `${reasonWords(reason)}.` : "Waits for its time.";
}

function shown(row: Row): Shown {
  const { firstName, lastName, evidence, replied, ...own } = row;
  const name = firstName === null || lastName === null ? null : displayName({ firstName, lastName });
  return { ...own, name, words: wordsFor(row) };
}

/** Lines of a file that are read at once: a long read holds no long transaction. */
const CHUNK = 5_000;

/** The same as a file for a spreadsheet. Throws `not_found`. The download is audited. */
export async function exportResults(ctx: Ctx, bulkId: string): Promise<z.input<typeof CsvFile>> {
  await recordOpening(ctx, {
    action: "bulk.exported",
    subjectKind: "bulk",
    subjectId: bulkId,
    patientId: null,
  });
  const name = await read(ctx, (tx) => mustBe(tx, ctx, bulkId));
  const lines: Record<string, string | number>[] = [];
  let after: number | undefined = -1;
  while (after !== undefined) {
    const from: number = after;
    const rows: Row[] = await read(ctx, (tx) =>
      listRows(tx, ctx, bulkId, { result: "all", reason: undefined, after: from }, CHUNK),
    );
    lines.push(...rows.map(lineOf));
    after = rows.length === CHUNK ? rows.at(-1)?.number : undefined;
  }
  const content = Papa.unparse(lines, { escapeFormulae: true });
  return { filename: `${name.replace(/[^\p{L}\p{N} _-]+/gu, "").trim() || "results"}.csv`, content };
}

function lineOf(row: Row): Record<string, string | number> {
  const { number, name, result, words, channel, address, until, at, clicks, clickedAt } = shown(row);
  return {
    Row: number,
    Patient: name ?? "",
    Result: resultWords[result],
    What: words,
    Channel: channel ?? "",
    "Number or address": address?.startsWith("+") ? formatPhone(address) : (address ?? ""),
    "Not before": until?.toISOString() ?? "",
    At: at?.toISOString() ?? "",
    Answered: row.replied ? "yes" : "",
    "Link opened": clicks > 0 ? String(clicks) : "",
    "First opened at": clickedAt?.toISOString() ?? "",
  };
}
