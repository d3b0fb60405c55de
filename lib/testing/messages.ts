import { v7 as uuid } from "uuid";
import { inClinic } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { settle } from "@/lib/delivery/commands";
import type { Suite } from "@/lib/testing/ctx";
import type { Category, Channel, Priority } from "@/prisma/generated/enums";

interface Given {
  plan?: Channel[];
  body?: string;
  category?: Category;
  priority?: Priority;
  scheduledAt?: Date;
  expiresAt?: Date;
  isAutomatic?: boolean;
  tags?: string[];
}

/** Outbound messages as `sendMessage` accepts them, without its checks: for tests of what comes after. */
export async function outbound(
  suite: Suite,
  to: { id: string; conversationId: string },
  given: Given & { count?: number } = {},
): Promise<string[]> {
  return outboundToAll(
    suite,
    Array.from({ length: given.count ?? 1 }, () => to),
    given,
  );
}

/** The same for many people at once: one message each, in their order. */
export async function outboundToAll(
  suite: Suite,
  people: readonly { id: string; conversationId: string }[],
  given: Given = {},
): Promise<string[]> {
  const ctx = suite.ctx({ kind: "system", job: "test" });
  const plan = given.plan ?? ["SMS"];
  const body = given.body ?? "Your visit is on Friday at 2:30 PM.";
  const ids = people.map(() => uuid());
  await write(ctx, async (tx, audit) => {
    await tx.message.createMany({
      data: people.map((to, index) => ({
        id: ids[index] ?? "",
        clinicId: suite.clinicId,
        patientId: to.id,
        conversationId: to.conversationId,
        channel: plan[0] ?? "SMS",
        plan,
        body,
        content: { SMS: { body }, EMAIL: { subject: "Your visit", body }, PUSH: {}, IN_APP: { body } },
        direction: "OUTBOUND" as const,
        status: "PENDING" as const,
        category: given.category ?? "treatment",
        priority: given.priority ?? "normal",
        scheduledAt: given.scheduledAt ?? null,
        expiresAt: given.expiresAt ?? null,
        isAutomatic: given.isAutomatic ?? false,
        tags: given.tags ?? [],
        createdBy: "test",
        createdByKind: "system" as const,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })),
    });
    audit.fact();
    await settle(tx, ctx, ids);
  });
  return ids;
}

/** A message as the database has it now, with its attempts and decisions. */
export function stored(suite: Suite, id: string) {
  return inClinic(suite.clinicId, (tx) =>
    tx.message.findUniqueOrThrow({
      where: { clinicId_id: { clinicId: suite.clinicId, id } },
      include: {
        deliveries: { include: { receipts: true }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
        decisions: { orderBy: [{ at: "asc" }, { id: "asc" }] },
      },
    }),
  );
}
