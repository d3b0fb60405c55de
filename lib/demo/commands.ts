import type { z } from "zod";
import { asColleague } from "@/lib/auth/colleague";
import { updateConversation } from "@/lib/conversations/commands";
import { beat } from "@/lib/conversations/presence/commands";
import { type Ctx, later } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { findColleague, simulatorUrl } from "@/lib/demo/queries";
import { colleagueAnswer } from "@/lib/demo/rules";
import type { PlayColleague, PlayedColleague } from "@/lib/demo/schema";
import { AppError, notFound } from "@/lib/errors";
import { sendMessage } from "@/lib/messages/commands";
import { SendMessage } from "@/lib/messages/schema";

/**
 * Somebody else of the clinic looks, types, answers or takes a thread by the ordinary verbs, so that presence, claims
 * and the collision guard can be tried alone. Throws `not_found`, also outside the demo, and what the verbs throw.
 */
export async function playColleague(
  ctx: Ctx,
  { conversationId, act }: z.output<typeof PlayColleague>,
): Promise<z.input<typeof PlayedColleague>> {
  simulatorUrl();
  const colleague = await read(ctx, (tx) => findColleague(tx, ctx));
  if (!colleague) throw new AppError("conflict", "Nobody else works at this clinic.", "no_colleague");
  const theirs = await asColleague(ctx, colleague.id);
  const present = (typing: boolean) => beat(later(theirs), conversationId, { typing, left: false });
  await present(act === "type");
  if (act === "answer") await answer(later(theirs), conversationId);
  if (act === "take") await updateConversation(later(theirs), conversationId, { assigneeId: colleague.id });
  return { name: colleague.name };
}

async function answer(theirs: Ctx, conversationId: string): Promise<void> {
  const { clinicId } = theirs;
  const message = await read(theirs, async (tx) => {
    const conversation = await tx.conversation.findFirst({
      where: { clinicId, id: conversationId },
      select: { patient: { select: { id: true, firstName: true, language: true } } },
    });
    if (!conversation) throw notFound("conversation");
    const last = await tx.message.findFirst({
      where: { clinicId, conversationId, direction: "INBOUND" },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: { id: true, channel: true, subject: true },
    });
    const { patient } = conversation;
    const mail = last?.channel === "EMAIL";
    return {
      patientId: patient.id,
      body: colleagueAnswer(patient.firstName, patient.language),
      ...(last ? { channel: last.channel, inReplyTo: last.id } : {}),
      ...(mail ? { subject: `Re: ${(last.subject ?? "Your message").replace(/^re:\s*/i, "")}` } : {}),
    };
  });
  await sendMessage(theirs, SendMessage.parse(message));
}
