"use client";

import { inAppWords } from "@/components/in-app/message-words";
import { useConversation } from "@/components/in-app/use-conversation";
import { WriteForm } from "@/components/in-app/write-form";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { InAppMessage, InAppPage } from "@/lib/in-app/schema";

interface ConversationProps {
  patientId: string;
  sessionId: string;
  clinicName: string;
  language: "en" | "es";
  /** The newest messages. */
  first: InAppPage;
}

/** What a patient and the clinic wrote to each other on this page, and where she writes. */
export function Conversation({ patientId, sessionId, clinicName, language, first }: ConversationProps) {
  const words = inAppWords[language];
  const talk = useConversation(patientId, first);
  return (
    <section aria-labelledby="conversation" className="flex flex-col gap-4 border-t pt-5">
      <h2 id="conversation" className="text-xl font-semibold">
        {words.title(clinicName)}
      </h2>
      {talk.hasEarlier && (
        <Button size="lg" className="self-center" loading={talk.busy} onClick={() => void talk.earlier()}>
          {words.earlier}
        </Button>
      )}
      <div role="log" aria-label={words.log} className="flex flex-col gap-3 empty:hidden">
        {talk.items.map((message) => (
          <Bubble
            key={message.id}
            message={message}
            from={message.mine ? words.you : message.automatic ? words.automatic : clinicName}
          />
        ))}
      </div>
      {talk.items.length === 0 && <p className="text-muted">{words.none}</p>}
      <p role="status" className="text-base text-muted empty:hidden">
        {talk.stale && words.stale}
      </p>
      <WriteForm
        patientId={patientId}
        sessionId={sessionId}
        words={words}
        language={language}
        onType={talk.type}
        onSent={talk.look}
      />
    </section>
  );
}

function Bubble({ message, from }: { message: InAppMessage; from: string }) {
  const { mine, body, at, written } = message;
  return (
    <article
      aria-label={from}
      className={cn(
        "flex max-w-[88%] flex-col gap-1 rounded-xl px-4 py-3",
        mine ? "self-end bg-bubble-out text-bubble-out-text" : "self-start bg-bubble-in text-bubble-in-text",
      )}
    >
      <p className="text-base font-medium">{from}</p>
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{body}</p>
      <time dateTime={at} className="text-base text-bubble-muted">
        {written}
      </time>
    </article>
  );
}
