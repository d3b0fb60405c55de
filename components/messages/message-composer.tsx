"use client";

import { SendHorizontal } from "lucide-react";
import {
  type FormEvent,
  type KeyboardEvent,
  lazy,
  type Ref,
  Suspense,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { AttachButton } from "@/components/attachments/attach-button";
import { dropTarget } from "@/components/attachments/dropped";
import { useLiveState } from "@/components/live/provider";
import { DecisionLine } from "@/components/messages/decision-line";
import { type Mode, modesFor } from "@/components/messages/modes";
import { NoteForm } from "@/components/messages/note-form";
import { PlanLine } from "@/components/messages/plan-line";
import { PlanMenu } from "@/components/messages/plan-menu";
import { PlannedLine } from "@/components/messages/planned-line";
import { ScheduleMenu } from "@/components/messages/schedule-menu";
import { SmsMeter } from "@/components/messages/sms-meter";
import { TemplateButton } from "@/components/messages/template-button";
import { useComposer } from "@/components/messages/use-composer";
import { WritingField } from "@/components/messages/writing-field";
import { SecureBar } from "@/components/secure/secure-bar";
import { useShortcut } from "@/components/shell/shortcuts";
import { useMe } from "@/components/staff/me";
import { Button } from "@/components/ui/button";
import { fetched } from "@/components/ui/fetched";
import { SegmentedControl } from "@/components/ui/segmented-control";
import type { ConversationDetail } from "@/lib/conversations/schema";
import type { MessageView } from "@/lib/messages/schema";
import type { Channel } from "@/prisma/generated/enums";

const FileBar = lazy(fetched(() => import("@/components/attachments/file-bar")));
const CollisionBar = lazy(fetched(() => import("@/components/messages/collision-bar")));

export interface ComposerHandle {
  /** Writes a note for colleagues. */
  note: () => void;
  /** Puts a message's words into the composer, to be sent by this way. */
  restore: (message: MessageView, channel: Channel) => void;
}

export interface MessageComposerProps {
  id: string;
  detail: ConversationDetail | undefined;
  /** The thread's messages, newest first. */
  messages: readonly MessageView[];
  onTyping: (typing: boolean) => void;
  ref: Ref<ComposerHandle>;
}

/** Where the answer is written. It says all the time whether it may go now, when it would, and why not. */
export function MessageComposer({ id, detail, messages, onTyping, ref }: MessageComposerProps) {
  const me = useMe();
  const live = useLiveState();
  const box = useRef<HTMLFormElement>(null);
  const [noting, setNoting] = useState(false);
  const [picking, setPicking] = useState(false);
  const [focused, setFocused] = useState(false);
  const composer = useComposer({ id, detail, messages, onTyping });
  const { words, files, preview, at, ready } = composer;
  const maySend = me.permissions.includes("message.send");
  const mayNote = me.permissions.includes("conversation.write");
  const mode: Mode = noting ? "NOTE" : words.channel;
  const name = (detail?.patient.kind === "person" ? detail.patient.firstName : detail?.name) ?? "";

  const focus = () =>
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>("textarea, [role=textbox]")?.focus());
  function write(next: Mode) {
    setNoting(next === "NOTE");
    if (next !== "NOTE") composer.change({ channel: next });
    focus();
  }
  useImperativeHandle(ref, () => ({
    note: () => write("NOTE"),
    restore: (message, channel) => {
      setNoting(false);
      composer.restore(message, channel);
      focus();
    },
  }));
  const keys = { group: "Composer", enabled: maySend };
  useShortcut("r", "Reply", () => write(words.channel), keys);
  useShortcut("n", "Write a note", () => write("NOTE"), { ...keys, enabled: mayNote });
  useShortcut("/", "Use a template", () => setPicking(true), keys);

  function submit(event?: FormEvent) {
    event?.preventDefault();
    void composer.send();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
    if (event.key === "Escape" && event.target instanceof HTMLElement && !event.defaultPrevented) {
      event.preventDefault();
      event.target.blur();
    }
  }
  if (!maySend && !mayNote) {
    return (
      <p className="shrink-0 border-t bg-surface-sunken px-4 py-3 text-center text-muted">
        You may read this thread. Answering belongs to other roles.
      </p>
    );
  }
  const held = preview.answer?.decision.kind === "hold";
  const blocked = preview.answer?.decision.kind === "block" && preview.fresh;
  return (
    <section aria-label="Composer" className="shrink-0 border-t bg-surface px-4 pt-2 pb-3">
      <div className="mx-auto flex w-full max-w-4xl flex-col gap-2">
        {composer.collision !== null && (
          <Suspense>
            <CollisionBar message={composer.collision} name={name} onDrop={composer.drop} onKeep={submit} />
          </Suspense>
        )}
        {composer.failure !== null && (
          <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger-text">
            Not sent: {composer.failure} Your words are kept.
          </p>
        )}
        <div className="flex flex-wrap items-center gap-2">
          <SegmentedControl
            label="Write"
            value={mode}
            onChange={write}
            options={modesFor({ note: mayNote, portal: composer.hasPortal })}
          />
          {!noting && composer.canFollow && <PlanMenu channel={words.channel} plan={composer} />}
          <span className="ml-auto text-xs text-muted" aria-live="off">
            {!noting && composer.draftWords}
          </span>
        </div>
        {noting ? (
          <NoteForm id={id} onDone={() => setNoting(false)} />
        ) : (
          <form
            ref={box}
            onSubmit={submit}
            onKeyDown={onKeyDown}
            onFocus={() => {
              setFocused(true);
              composer.begin();
            }}
            onBlur={() => setFocused(false)}
            {...(words.channel === "IN_APP" ? {} : dropTarget(files.add))}
            className="flex flex-col gap-2"
          >
            <WritingField
              words={words}
              name={name}
              usualSubject={composer.usualSubject}
              onChange={composer.change}
              onSlash={() => setPicking(true)}
            />
            {words.channel !== "IN_APP" && (files.files.length > 0 || files.refusal !== null) && (
              <Suspense>
                <FileBar files={files} plan={preview.answer?.files ?? []} channel={words.channel} />
              </Suspense>
            )}
            {composer.strandedFiles && (
              <p role="status" className="text-sm text-warning-text">
                The portal takes no files. Send them by text or email, or remove them there.
              </p>
            )}
            {!composer.tooLong && (
              <DecisionLine
                preview={preview}
                channel={words.channel}
                patientId={detail?.patientId ?? ""}
                name={name}
                ready={ready}
                onChannel={write}
                onLift={(rule, reason) => composer.send({ rule, reason })}
              />
            )}
            {composer.canFollow && <PlanLine preview={preview} channel={words.channel} plan={composer} />}
            {words.channel !== "IN_APP" && (
              <SecureBar
                preview={preview}
                words={{ ...words, channel: words.channel }}
                name={name}
                patientId={detail?.patientId}
                ready={ready}
                onSend={(how) => composer.send(null, how)}
              />
            )}
            {at !== null && (
              <PlannedLine
                at={at}
                zone={composer.zone}
                name={name}
                words={words.body}
                onDrop={() => composer.setAt(null)}
              />
            )}
            <div className="flex flex-wrap items-center gap-1.5">
              {words.channel !== "IN_APP" && <AttachButton onPick={files.add} />}
              <TemplateButton
                open={picking}
                onOpenChange={setPicking}
                patientId={detail?.patientId}
                channel={words.channel}
                onUse={(template) => {
                  composer.change(template);
                  focus();
                }}
              />
              <div className="min-w-0 flex-1">
                {words.channel === "SMS" && (
                  <SmsMeter
                    composer={composer}
                    focused={focused}
                    detail={detail}
                    onEmail={() => write("EMAIL")}
                  />
                )}
              </div>
              <ScheduleMenu zone={composer.zone} name={name} disabled={!ready} onSchedule={composer.setAt} />
              <Button
                type="submit"
                variant="primary"
                icon={<SendHorizontal aria-hidden className="size-4" />}
                disabled={!ready || blocked || !live.caughtUp}
                title={live.caughtUp ? "Ctrl Enter" : "Nothing is sent until we have caught up"}
                loading={composer.sending}
              >
                {composer.collision !== null
                  ? "Send anyway"
                  : at !== null
                    ? "Schedule"
                    : held
                      ? "Send when allowed"
                      : "Send"}
              </Button>
            </div>
          </form>
        )}
      </div>
    </section>
  );
}
