import type { z } from "zod";
import { findRows } from "@/lib/conversations/rows/queries";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { decideDrafts } from "@/lib/delivery/queries";
import { chooseColleague, mailPage, phonePage } from "@/lib/demo/rules";
import type { DemoDevices, DemoGuide } from "@/lib/demo/schema";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { findMembers } from "@/lib/households/queries";
import { formatPhone } from "@/lib/patients/rules";
import { hasPortal } from "@/lib/portal/queries";

/** Threads asked about until one may be texted; the demo has a waking patient among its newest. */
const MOST_ASKED = 120;

/** The simulator's address. Throws `not_found` outside the demo: there these addresses do not exist. */
export function simulatorUrl(): string {
  const { demo, simulatorUrl } = env();
  if (!demo || simulatorUrl === null) throw notFound("page");
  return simulatorUrl;
}

/** What there is to try at this minute. Throws `not_found` outside the demo. */
export async function getGuide(ctx: Ctx): Promise<z.input<typeof DemoGuide>> {
  simulatorUrl();
  const { clinicId } = ctx;
  return read(ctx, async (tx) => {
    const colleague = await findColleague(tx, ctx);
    const held = await tx.message.findFirst({
      where: {
        clinicId,
        status: "SCHEDULED",
        direction: "OUTBOUND",
        reason: { in: ["quiet_hours", "daily_cap"] },
        deliveries: { none: {} },
      },
      orderBy: [{ reason: "desc" }, { createdAt: "asc" }],
      select: { conversationId: true },
    });
    const failed = await tx.conversation.count({ where: { clinicId, failedSince: { not: null } } });
    return {
      colleague: colleague?.name ?? null,
      goesNow: await nameOf(tx, ctx, await findGoingNow(tx, ctx)),
      held: await nameOf(tx, ctx, held?.conversationId ?? null),
      failed,
    };
  });
}

async function nameOf(tx: Tx, ctx: Ctx, conversationId: string | null) {
  const [row] = conversationId ? await findRows(tx, ctx, [conversationId]) : [];
  return row ? { conversationId: row.id, name: row.name } : null;
}

/** The thread that waits longest, else the newest, whose patient a text could reach at this minute. */
async function findGoingNow(tx: Tx, ctx: Ctx): Promise<string | null> {
  const threads = await tx.conversation.findMany({
    where: { clinicId: ctx.clinicId, status: "open", kind: "patient", patient: { kind: "person" } },
    orderBy: [{ waitingSince: { sort: "desc", nulls: "last" } }, { lastMessageAt: "desc" }],
    select: { id: true, patientId: true },
    take: MOST_ASKED,
  });
  const answers = await decideDrafts(
    ctx,
    threads.map(({ id, patientId }) => ({
      patientId,
      conversationId: id,
      plan: ["SMS"],
      category: "treatment",
      priority: "normal",
      content: { SMS: { body: "Hello" } },
    })),
  );
  const index = answers.findIndex((answer) => answer?.plan[0]?.answer.kind === "allow");
  return threads[index]?.id ?? null;
}

/** Somebody else of this clinic who may write to patients. */
export async function findColleague(tx: Tx, ctx: Ctx) {
  const { clinicId, actor } = ctx;
  if (actor.kind !== "staff") return null;
  const staff = await tx.staff.findMany({
    where: { clinicId, disabledAt: null, role: { not: "privacy_officer" } },
    orderBy: { id: "asc" },
    select: { id: true, name: true, role: true },
    take: 50,
  });
  return chooseColleague(actor, staff);
}

/** Who of a thread's people can sign in to the portal; null: nobody. */
async function findPortalOf(
  tx: Tx,
  ctx: Ctx,
  shared: string | null,
  { patientId, name }: { patientId: string; name: string },
): Promise<string | null> {
  const people = shared ? await findMembers(tx, ctx, shared) : [{ patientId, firstName: name }];
  for (const one of people) if (await hasPortal(tx, ctx, one.patientId)) return one.firstName;
  return null;
}

/** Where the person behind a thread reads our texts and mail. Throws `not_found`, also outside the demo. */
export async function getDevices(ctx: Ctx, conversationId: string): Promise<z.input<typeof DemoDevices>> {
  const base = simulatorUrl();
  const { clinicId } = ctx;
  return read(ctx, async (tx) => {
    const [row] = await findRows(tx, ctx, [conversationId]);
    if (!row) throw notFound("conversation");
    const points = await tx.contactPoint.findMany({
      where: { clinicId, patientId: row.patientId },
      orderBy: [{ isPrimary: "desc" }, { createdAt: "asc" }],
      select: { kind: true, value: true },
    });
    const home = await tx.conversation.findFirst({
      where: { clinicId, id: conversationId },
      select: { address: true },
    });
    const texts = await tx.sender.findFirst({
      where: { clinicId, channel: "SMS" },
      orderBy: { isDefault: "desc" },
      select: { address: true },
    });
    const shared = home?.address ?? null;
    const phone = shared?.startsWith("+") ? shared : points.find((point) => point.kind === "phone")?.value;
    const mail = shared?.includes("@") ? shared : points.find((point) => point.kind === "email")?.value;
    return {
      name: row.name,
      phone: phone
        ? { shown: formatPhone(phone), url: phonePage(base, phone, texts?.address ?? null) }
        : null,
      mail: mail ? { shown: mail, url: mailPage(base, mail) } : null,
      portal: await findPortalOf(tx, ctx, shared, row),
    };
  });
}
