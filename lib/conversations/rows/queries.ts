import type { z } from "zod";
import type { ConversationSchema } from "@/lib/conversations/schema";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { displayName } from "@/lib/patients/rules";
import type { Prisma } from "@/prisma/generated/client";

type Row = z.input<typeof ConversationSchema>;

const INCLUDE = {
  patient: { select: { firstName: true, lastName: true } },
  assignee: { select: { id: true, name: true } },
  team: { select: { id: true, name: true } },
} satisfies Prisma.ConversationInclude;
type Stored = Prisma.ConversationGetPayload<{ include: typeof INCLUDE }>;

/** Rows of the inbox in the order of `ids`; ids of other clinics are left out. */
export async function findRows(tx: Tx, ctx: Ctx, ids: string[]): Promise<Row[]> {
  if (ids.length === 0) return [];
  const { clinicId, actor } = ctx;
  const stored = await tx.conversation.findMany({ where: { clinicId, id: { in: ids } }, include: INCLUDE });
  const reads =
    actor.kind === "staff"
      ? await tx.conversationRead.findMany({
          where: { clinicId, staffId: actor.id, conversationId: { in: ids } },
        })
      : [];
  const readAt = new Map(reads.map((read) => [read.conversationId, read.readAt]));
  const restricted = await findRestricted(tx, ctx, stored);
  const households = await findHouseholds(tx, ctx, stored);
  const rows = stored.map((one): Row => {
    const seen = readAt.get(one.id);
    const hidden = restricted.has(one.id) || restricted.has(one.patientId);
    return {
      ...one,
      name: households.get(one.id) ?? displayName(one.patient, one.address),
      snippet: hidden ? "" : one.snippet,
      restricted: hidden,
      unread: actor.kind === "staff" && one.lastInboundAt !== null && (!seen || seen < one.lastInboundAt),
    };
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Ids of conversations and patients that carry a restriction. */
async function findRestricted(tx: Tx, ctx: Ctx, stored: Stored[]): Promise<Set<string>> {
  const labels = await tx.restriction.findMany({
    where: {
      clinicId: ctx.clinicId,
      OR: [
        { conversationId: { in: stored.map((one) => one.id) } },
        { patientId: { in: stored.map((one) => one.patientId) } },
      ],
    },
    select: { conversationId: true, patientId: true },
  });
  return new Set(labels.flatMap((label) => label.conversationId ?? label.patientId ?? []));
}

/** "Ana, Leo, Mía and Sofía" for each conversation of a shared address. */
async function findHouseholds(tx: Tx, ctx: Ctx, stored: Stored[]): Promise<Map<string, string>> {
  const shared = stored.filter((one) => one.kind === "household");
  if (shared.length === 0) return new Map();
  const points = await tx.contactPoint.findMany({
    where: {
      clinicId: ctx.clinicId,
      value: { in: shared.flatMap((one) => one.address ?? []) },
      patient: { kind: "person", mergedIntoId: null },
    },
    select: { value: true, patient: { select: { firstName: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return new Map(
    shared.flatMap((one) => {
      const names = points
        .filter((point) => point.value === one.address)
        .map((point) => point.patient.firstName);
      return names.length > 0 ? [[one.id, LIST.format(names)] as const] : [];
    }),
  );
}

const LIST = {
  format: (names: string[]) =>
    `${names.slice(0, -1).join(", ")}${names.length > 1 ? " and " : ""}${names.at(-1)}`,
};
