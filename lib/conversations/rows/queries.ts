import type { z } from "zod";
import type { ConversationSchema } from "@/lib/conversations/schema";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { listed } from "@/lib/households/naming/rules";
import { findMembersOf } from "@/lib/households/queries";
import type { Relative } from "@/lib/households/rules";
import { displayName, formatPhone } from "@/lib/patients/rules";
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
    const members = households.get(one.id);
    // Whom a text of a shared phone is about is a guess: one restricted chart hides the words of all.
    const hidden =
      restricted.has(one.id) ||
      restricted.has(one.patientId) ||
      members?.some((member) => member.restricted) === true;
    return {
      ...one,
      name:
        one.kind === "household" && one.address
          ? nameOf(one.address, members ?? [])
          : displayName(one.patient, one.address),
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

/** Who shares the address of each household among these. */
async function findHouseholds(tx: Tx, ctx: Ctx, stored: Stored[]): Promise<Map<string, Relative[]>> {
  const shared = stored.filter((one) => one.kind === "household" && one.address !== null);
  if (shared.length === 0) return new Map();
  const addresses = shared.flatMap((one) => one.address ?? []);
  const mails = addresses.filter((address) => address.includes("@"));
  const [byPhone, byMail] = await Promise.all([
    findMembersOf(
      tx,
      ctx,
      "phone",
      addresses.filter((address) => !address.includes("@")),
    ),
    findMembersOf(tx, ctx, "email", mails),
  ]);
  const membersOf = (address: string) => byPhone.get(address) ?? byMail.get(address);
  return new Map(
    shared.flatMap((one) => {
      const members = membersOf(one.address ?? "");
      return members ? [[one.id, members] as const] : [];
    }),
  );
}

/** "Ana, Leo, Mía and Sofía". A restricted chart is not named; where all are, the number stands for them. */
function nameOf(address: string, members: readonly Relative[]): string {
  const names = members.filter((one) => !one.restricted).map((one) => one.firstName);
  if (names.length > 0) return listed(names);
  return address.includes("@") ? address : formatPhone(address);
}
