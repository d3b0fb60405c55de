"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useFiles } from "@/components/attachments/use-files";
import { ApiError } from "@/components/auth/request";
import { useLiveState } from "@/components/live/provider";
import type { MessageInput } from "@/components/messages/api";
import { newerMessage } from "@/components/messages/collision";
import { type NextWay, otherWay, type Patience } from "@/components/messages/plan-menu";
import {
  isEmpty,
  useDraft,
  type Words,
  type WritingChannel,
  writingChannel,
} from "@/components/messages/use-draft";
import { usePreview } from "@/components/messages/use-preview";
import { useSend } from "@/components/messages/use-send";
import type { HowToGo } from "@/components/secure/secure-bar";
import { useMe } from "@/components/staff/me";
import { hubNow, useZone } from "@/components/ui/clock";
import type { ConversationDetail } from "@/lib/conversations/schema";
import { MOST_SMS_CHARACTERS } from "@/lib/messages/content/schema";
import { answerSubject } from "@/lib/messages/mail/rules";
import type { LiftRule, MessageView } from "@/lib/messages/schema";
import type { Channel } from "@/prisma/generated/enums";

interface ComposerFacts {
  id: string;
  detail: ConversationDetail | undefined;
  messages: readonly MessageView[];
  onTyping: (typing: boolean) => void;
}

/** A pause of this length ends "is typing…". */
const TYPING_MS = 4_000;
/** A message that came this recently may not have been seen: a send in that moment is not meant. */
const STARTLE_MS = 1_000;

/** The way the patient last wrote, else the first that the patient prefers and has, or one that the patient has. */
function preferredChannel(
  detail: ConversationDetail | undefined,
  messages: readonly MessageView[],
): WritingChannel {
  const inbound = messages.find((message) => message.direction === "INBOUND")?.channel;
  if (inbound && inbound !== "PUSH" && (inbound !== "IN_APP" || detail?.patient.hasPortal)) return inbound;
  const preferred = detail?.patient.channelOrder.find(
    (way): way is WritingChannel => way !== "PUSH" && hasWay(detail, way),
  );
  if (preferred) return preferred;
  const kinds = detail?.patient.contactPoints
    .filter((point) => point.health !== "closed")
    .map(({ kind }) => kind);
  return kinds?.includes("email") && !kinds.includes("phone") ? "EMAIL" : "SMS";
}

/** Whether the patient has a number or an address for this way that is not closed, or can sign in to the portal. */
function hasWay(detail: ConversationDetail | undefined, channel: WritingChannel): boolean {
  if (channel === "IN_APP") return detail?.patient.hasPortal ?? false;
  const kind = channel === "SMS" ? "phone" : "email";
  return (
    detail?.patient.contactPoints.some((point) => point.kind === kind && point.health !== "closed") ?? false
  );
}

/** All that happens behind the composer of one thread: the draft, the dry run, collisions and the send. */
export function useComposer({ id, detail, messages, onTyping }: ComposerFacts) {
  const me = useMe();
  const clinicZone = useZone();
  const client = useQueryClient();
  const { caughtUp } = useLiveState();
  const draft = useDraft(id, preferredChannel(detail, messages));
  const { words } = draft;
  const sending = useSend(id);
  const files = useFiles(id);
  const [at, setAt] = useState<Date | null>(null);
  const [next, setNext] = useState<NextWay>("none");
  const [patience, setPatience] = useState<Patience>(null);
  const [failure, setFailure] = useState<string | null>(null);
  /** The failed message whose words these are: the next send stands for it. */
  const [replaces, setReplaces] = useState<string | null>(null);
  const stored = messages.filter((message) => !message.id.startsWith("sending-"));
  const newestId = stored[0]?.id ?? null;
  const [seenId, setSeenId] = useState<string | null>(null);
  const empty = isEmpty(words);
  if ((empty || seenId === null) && seenId !== newestId) setSeenId(newestId);
  const collision = empty ? null : newerMessage(stored, seenId, me.id);
  const startledAt = useRef(0);
  const collisionId = collision?.id;
  useEffect(() => {
    if (collisionId !== undefined) startledAt.current = performance.now();
  }, [collisionId]);

  const canFollow = hasWay(detail, otherWay(words.channel));
  const answered = stored.find((message) => message.direction === "INBOUND");
  const written = stored.find(({ direction, isAutomatic }) => direction === "INBOUND" && !isAutomatic);
  /** What stands over an answer when nobody types anything else; a template has a subject of its own. */
  const usualSubject = words.templateId === null ? answerSubject(written) : null;
  const subject = words.subject.trim() || (usualSubject ?? "");
  const attached = words.channel === "IN_APP" ? [] : files.attachedBy(words.channel);
  /** The portal shows no files yet: they are not left behind in silence. */
  const strandedFiles = words.channel === "IN_APP" && files.files.length > 0;
  const input: MessageInput | null =
    detail === undefined
      ? null
      : {
          patientId: detail.patientId,
          ...(next === "none" || !canFollow
            ? { channel: words.channel }
            : { plan: [words.channel, otherWay(words.channel)], fallbackOnHold: next === "waits" }),
          ...(next === "none" || !canFollow || patience === null
            ? {}
            : { fallbackMinutes: { [words.channel]: patience } }),
          body: words.body,
          ...(words.channel === "EMAIL" && subject !== "" ? { subject } : {}),
          ...(words.channel === "EMAIL" && words.html !== null ? { htmlBody: words.html } : {}),
          ...(attached.length > 0 ? { attachments: attached } : {}),
          ...(words.templateId === null ? {} : { templateId: words.templateId }),
          ...(newestId === null ? {} : { seenMessageId: newestId }),
          ...(answered === undefined ? {} : { inReplyTo: answered.id }),
        };
  const preview = usePreview(
    id,
    input && { ...input, ...(at === null ? {} : { scheduledAt: at.toISOString() }) },
  );

  const tooLong =
    words.channel === "SMS" && (preview.answer?.rendered.SMS?.characters ?? 0) > MOST_SMS_CHARACTERS;
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stopTyping = useEffectEvent(() => {
    clearTimeout(typing.current);
    onTyping(false);
  });
  useEffect(() => () => stopTyping(), []);

  function change(patch: Partial<Words>) {
    setFailure(null);
    draft.change(patch);
    if (patch.body === undefined) return;
    onTyping(patch.body !== "");
    clearTimeout(typing.current);
    typing.current = setTimeout(() => onTyping(false), TYPING_MS);
  }

  async function send(
    lift: { rule: LiftRule; reason: string } | null = null,
    how: HowToGo = {},
  ): Promise<void> {
    if (input === null || empty || words.body.trim() === "" || sending.isPending) return;
    if (files.unready) return setFailure("a file is not there yet.");
    if (!caughtUp) return setFailure("nothing is sent until we have caught up.");
    if (at !== null && at <= hubNow()) return setFailure("the time it was set for has passed.");
    if (collision !== null && performance.now() - startledAt.current < STARTLE_MS) return;
    const kept = words;
    const seen = collision?.id ?? seenId ?? newestId;
    const body: MessageInput = {
      ...input,
      ...(seen === null ? {} : { seenMessageId: collision === null ? seen : (newestId ?? seen) }),
      ...(draft.draftId === null ? {} : { draftId: draft.draftId }),
      ...(replaces === null ? {} : { replaces }),
      ...how,
    };
    setFailure(null);
    stopTypingNow();
    draft.clear();
    try {
      await sending.mutateAsync({ input: body, at, lift });
      setAt(null);
      setNext("none");
      setPatience(null);
      setReplaces(null);
      if (body.attachments) files.clear();
    } catch (error) {
      draft.change(kept);
      setSeenId(seen);
      if (error instanceof ApiError && error.reason === "newer_message") {
        await client.invalidateQueries({ queryKey: ["messages", id] });
        return;
      }
      setFailure(error instanceof Error ? error.message : "something went wrong.");
    }
  }
  function stopTypingNow() {
    clearTimeout(typing.current);
    onTyping(false);
  }
  function restore(message: MessageView, way: Channel) {
    const channel = writingChannel(way);
    const failed = message.status === "FAILED" || message.status === "BOUNCED";
    setReplaces(failed ? message.id : null);
    const body = empty ? message.body : `${message.body}\n\n${words.body}`;
    change({
      channel,
      subject: message.subject ?? "",
      body,
      html: channel === "EMAIL" ? message.htmlBody : null,
      templateId: message.templateId,
    });
  }

  return {
    words,
    files,
    change,
    restore,
    drop: draft.drop,
    draftWords: draftWords(draft.state, empty),
    preview,
    /** The patient may have become textable since the last look. */
    begin: () => void preview.ask(),
    ready: input !== null && words.body.trim() !== "" && !tooLong && !strandedFiles,
    strandedFiles,
    usualSubject,
    hasPortal: hasWay(detail, "IN_APP") || words.channel === "IN_APP",
    /** More than one text can hold, as it would leave. */
    tooLong,
    at,
    setAt,
    /** What follows the first way, where the patient has another one. */
    next,
    setNext,
    /** After which silence of the first way it starts. */
    patience,
    setPatience,
    canFollow,
    zone: detail?.patient.timeZone ?? clinicZone,
    collision,
    failure,
    sending: sending.isPending,
    send,
  };
}

function draftWords(state: "kept" | "saving" | "here", empty: boolean): string | null {
  if (empty) return null;
  if (state === "here") return "Draft kept on this computer";
  return state === "saving" ? "Saving the draft…" : "Draft saved";
}
