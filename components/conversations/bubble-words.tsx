"use client";

import { ShieldQuestion } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { fetched } from "@/components/ui/fetched";
import { senderVerdict } from "@/lib/messages/mail/rules";
import type { MessageView } from "@/lib/messages/schema";

const MailFrame = lazy(fetched(() => import("@/components/conversations/mail-frame")));

/** A mail with a shape that its plain words lose. Most patients' mails have none. */
const RICH = /<(?:img|table|ul|ol|li|h[1-6]|blockquote|b|strong|i|em|a)\b/i;

/**
 * What a message says: a patient's mail in its own shape where the words lose it, and never by itself with what it
 * quotes.
 */
export function BubbleWords({ message, name }: { message: MessageView; name: string }) {
  const ours = message.direction === "OUTBOUND";
  const html = ours ? null : message.htmlBody;
  const verdict = message.channel === "EMAIL" ? senderVerdict(message.metadata) : null;
  const [framed, setFramed] = useState(html !== null && !message.quoted && RICH.test(html));
  return (
    <>
      {!ours && message.doubtful && <Doubt name={name} />}
      {!ours && message.channel === "EMAIL" && message.isAutomatic && (
        <p className="px-1 text-xs text-muted">Sent by a machine, so nobody waits for an answer.</p>
      )}
      {framed && html !== null ? (
        <div className="w-[68ch] max-w-full">
          {message.subject !== null && <p className="px-1 pb-1 font-semibold">{message.subject}</p>}
          <Suspense fallback={<div className="h-32 rounded-xl border" />}>
            <MailFrame id={message.id} html={html} from={name} />
          </Suspense>
        </div>
      ) : (
        (message.body !== "" || message.subject !== null) && (
          <div
            className={cn(
              "max-w-full rounded-2xl px-3.5 py-2",
              ours
                ? "rounded-br-md bg-bubble-out text-bubble-out-text"
                : "rounded-bl-md bg-bubble-in text-bubble-in-text",
              message.status === "CANCELLED" && "opacity-70",
            )}
          >
            {message.subject !== null && (
              <p dir="auto" className="pb-0.5 font-semibold">
                {message.subject}
              </p>
            )}
            <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
              {message.body}
            </p>
            {!ours && message.quoted && <Quoted words={message.quoted} />}
          </div>
        )
      )}
      {!ours && verdict !== null && <p className="px-1 text-xs text-muted">Sender: {verdict}</p>}
      {html !== null && (
        <Button size="sm" variant="quiet" className="text-muted" onClick={() => setFramed(!framed)}>
          {framed ? "Show the words only" : "Show as it was sent"}
        </Button>
      )}
    </>
  );
}

/** The rest of a mail: what it answers, and how it is signed. */
function Quoted({ words }: { words: string }) {
  const [open, setOpen] = useState(false);
  const label = open ? "Hide the quoted mail" : "Show the quoted mail";
  return (
    <>
      <button
        type="button"
        aria-label={label}
        title={label}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="mt-1 flex h-6 min-w-8 items-center justify-center rounded-md border px-2 leading-none hover:bg-surface-hover"
      >
        …
      </button>
      {open && (
        <blockquote
          dir="auto"
          className="mt-1.5 whitespace-pre-wrap border-l-2 pl-2 text-sm [overflow-wrap:anywhere]"
        >
          {words}
        </blockquote>
      )}
    </>
  );
}

function Doubt({ name }: { name: string }) {
  return (
    <p className="flex items-start gap-1.5 rounded-lg bg-warning-soft px-3 py-1.5 text-text">
      <ShieldQuestion aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        This mail may not be from {name}: its sender could not be verified. Ask them another way before you
        act on it.
      </span>
    </p>
  );
}
