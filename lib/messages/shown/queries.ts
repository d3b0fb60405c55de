import { validate as isUuid } from "uuid";
import { getClinic } from "@/lib/clinics/queries";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Reason } from "@/lib/delivery/schema";
import { LINK } from "@/lib/links/queries";
import { findOptOuts, type OptOuts } from "@/lib/messages/optouts/queries";
import type { Prisma } from "@/prisma/generated/client";

/** What a view of a message reads beside its own row: attachments without bytes, the newest decision of each way. */
const INCLUDE = {
  patient: { include: { contactPoints: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] } } },
  conversation: { select: { lastInboundAt: true } },
  attachments: {
    select: {
      ...{ id: true, filename: true, contentType: true, size: true, vendorUrl: true, refused: true },
      ...{ isLinked: true, fetchedAt: true, mediaLink: { select: { fetchedAt: true } } },
    },
    orderBy: { id: "asc" },
  },
  secureMessages: {
    select: {
      ...{ id: true, proof: true, createdAt: true, expiresAt: true, openedAt: true, lockedAt: true },
      ...{ filesOnly: true, erasedAt: true, openedBy: { select: { name: true, relation: true } } },
    },
  },
  shortLinks: { select: LINK, orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
  deliveries: { orderBy: [{ claimedAt: "asc" }, { id: "asc" }] },
  decisions: { orderBy: [{ at: "desc" }, { id: "desc" }], distinct: ["hop"] },
} satisfies Prisma.MessageInclude;

export type ShownRow = Prisma.MessageGetPayload<{ include: typeof INCLUDE }>;

/** Rows of this clinic with what their views need. Drafts are the composer's own and never listed. */
export function findShown(
  tx: Tx,
  ctx: Ctx,
  query: { where: Prisma.MessageWhereInput; take: number },
): Promise<ShownRow[]> {
  return tx.message.findMany({
    where: { AND: [{ clinicId: ctx.clinicId, status: { not: "DRAFT" } }, query.where] },
    include: INCLUDE,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: query.take,
  });
}

export interface Around {
  clinic: { name: string; timeZone: string; phone: string | null };
  /** Names of staff by id. */
  staff: ReadonlyMap<string, string>;
  optOuts: OptOuts;
  now: Date;
}

/** By whichever way: a message that went by another one still tells why this one was left. */
const isOptOut = ({ reasons }: { reasons: unknown }) =>
  Array.isArray(reasons) && (reasons as Reason[]).some(({ rule }) => rule === "opt_out");

/**
 * What the words about these messages need beside the rows: the clinic (where it is not known already), who wrote them
 * or `people` (ids), who opted out and how.
 */
export async function findAround(
  tx: Tx,
  ctx: Ctx,
  rows: ShownRow[],
  { people = [], clinic: known }: { people?: string[]; clinic?: Around["clinic"] } = {},
): Promise<Around> {
  const authors = rows.filter((row) => row.createdByKind === "staff").map((row) => row.createdBy);
  const ids = [...new Set([...authors, ...people.filter((id) => isUuid(id))])];
  const [clinic, staff] = await Promise.all([
    known ?? getClinic(ctx),
    ids.length === 0
      ? []
      : tx.$queryRaw<{ id: string; name: string }[]>`
          SELECT id, name FROM "Staff" WHERE "clinicId" = ${ctx.clinicId}::uuid AND id = ANY(${ids}::uuid[])`,
  ]);
  const stopped = rows.filter(
    ({ reason, decisions }) => reason === "opt_out" || reason === "opted_out" || decisions.some(isOptOut),
  );
  return {
    clinic,
    staff: new Map(staff.map((one) => [one.id, one.name])),
    optOuts: await findOptOuts(
      tx,
      ctx,
      stopped.flatMap((row) => row.patient.contactPoints.map((point) => point.value)),
      stopped.map((row) => row.patientId),
    ),
    now: ctx.now,
  };
}
