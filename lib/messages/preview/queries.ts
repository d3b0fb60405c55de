import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { decideDraft } from "@/lib/delivery/queries";
import { decidingOf } from "@/lib/delivery/rules/deciding";
import { asCarried } from "@/lib/delivery/rules/outbound";
import type { Answer, Content, Draft } from "@/lib/delivery/schema";
import { plannedLinks } from "@/lib/links/queries";
import type { Shortened } from "@/lib/links/schema";
import { sizeWarning } from "@/lib/media/rules";
import type { MediaFact } from "@/lib/media/schema";
import { prepare } from "@/lib/messages/accept/queries";
import { COST_PER_MMS, measureText } from "@/lib/messages/content/segments";
import { plannedView } from "@/lib/messages/planned/rules";
import { findThread, type Thread } from "@/lib/messages/preview/thread/queries";
import { leavingWords, shownWords, usefulUntil } from "@/lib/messages/privacy/queries";
import type { DecisionSchema, PreviewAnswer, SendMessage } from "@/lib/messages/schema";
import { forewarning } from "@/lib/messages/words/of-waiting";
import { sentenceOf } from "@/lib/messages/words/sentence";
import { findTerms } from "@/lib/secure/queries";
import type { Channel } from "@/prisma/generated/enums";

type Decision = z.input<typeof DecisionSchema>;

/**
 * What would become of this message if it were sent now: the words per channel, their segments and cost, the decision
 * and each way's own. Changes nothing. Missing variables are listed and stand as `[name]` in the words.
 */
export function previewMessage(ctx: Ctx, input: SendMessage): Promise<z.input<typeof PreviewAnswer>> {
  return read(ctx, async (tx) => {
    const ready = await prepare(tx, ctx, input);
    const thread = await findThread(tx, ctx, ready, input);
    const content = leavingWords(ready.content, ready.privacy);
    const { conversationId } = thread;
    const templateId = ready.template?.template.id ?? null;
    const terms = await findTerms(tx, ctx, ready.patient, ready.plan, { conversationId, templateId });
    const draft: Draft = {
      patientId: ready.patient.id,
      conversationId: thread.conversationId,
      plan: ready.plan,
      category: ready.category,
      priority: input.priority ?? "normal",
      content,
      overrides: input.keepWords ? ["phi"] : [],
      scheduledAt: ready.scheduledAt,
      fallbackOnHold: input.fallbackOnHold ?? false,
      fallbackMinutes: input.fallbackMinutes ?? null,
      expiresAt: usefulUntil(input.expiresAt ?? null, ready.privacy),
      toAddress: thread.address,
      inReplyToId: input.inReplyTo ?? null,
      templateId: ready.template?.template.id ?? null,
    };
    const answer = await decideDraft(ctx, draft);
    const plan = answer.plan.map(({ channel, answer }) => ({
      channel,
      decision: decisionOf(draft.patientId, channel, answer, thread),
    }));
    const deciding = decidingOf(answer.next);
    const hop = deciding ? answer.plan[deciding.hop] : answer.plan[0];
    const channel = hop?.channel ?? ready.plan[0] ?? "SMS";
    const decision = deciding
      ? decisionOf(draft.patientId, channel, deciding.answer, thread)
      : { kind: "allow" as const, reasons: [], words: "" };
    return {
      decision,
      plan,
      rendered: renderedOf(asCarried(shownWords(content), answer.plan), ready.privacy.short),
      findings: content.phi?.found ?? [],
      secureLink: terms,
      missingVariables: ready.missing,
      files: ready.files.plan,
      scheduledFor: plannedView(ready.scheduledFor, ready.scheduledAt),
    };
  });
}

function decisionOf(patientId: string, channel: Channel, answer: Answer, thread: Thread): Decision {
  const reasons = answer.kind === "allow" ? answer.warnings : answer.reasons;
  const deciding = reasons[0];
  const until = answer.kind === "hold" ? answer.until : null;
  const zone = deciding?.evidence.zone;
  const address = deciding?.evidence.address;
  const to = answer.kind === "allow" ? answer.to : typeof address === "string" ? address : null;
  const words = sentenceOf({
    ...thread.facts,
    channel,
    kind: answer.kind,
    zone: typeof zone === "string" ? zone : thread.facts.zone,
    reason: deciding?.rule ?? null,
    evidence: { ...deciding?.evidence, ...thread.optOuts.evidence(channel, to, patientId) },
    to,
    until,
  });
  return {
    kind: answer.kind,
    ...(deciding ? { rule: deciding.rule, evidence: deciding.evidence, remedy: deciding.remedy } : {}),
    ...(until ? { until } : {}),
    reasons,
    words: words + forewarning(answer.kind, reasons),
  };
}

function renderedOf(content: Content, short: Shortened): z.input<typeof PreviewAnswer>["rendered"] {
  const { SMS, EMAIL, PUSH, IN_APP, media = [] } = content;
  return {
    ...(SMS
      ? { SMS: { body: SMS.body, ...measureText(SMS.body), links: plannedLinks(short), ...asMms(media) } }
      : {}),
    ...(EMAIL
      ? { EMAIL: { subject: EMAIL.subject, body: EMAIL.body, htmlBody: EMAIL.htmlBody ?? null } }
      : {}),
    ...(PUSH ? { PUSH: { title: PUSH.title ?? "", body: PUSH.body ?? "" } } : {}),
    ...(IN_APP ? { IN_APP: { body: IN_APP.body } } : {}),
  };
}

/** What is different where files go with the text; nothing where none do. */
function asMms(media: readonly MediaFact[]) {
  if (media.length === 0) return {};
  const bytes = media.reduce((all, file) => all + file.bytes, 0);
  return {
    segments: 1,
    plainSegments: 1,
    forcing: [],
    cost: COST_PER_MMS,
    mms: { files: media.length, bytes, warning: sizeWarning(media) },
  };
}
