"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Eye, RotateCcw } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { nameOf } from "@/components/providers/words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Sheet } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { eventQuery, openEvent, replayEvent } from "@/components/webhooks/api";
import { repeatsOf, VERDICTS, whatOf } from "@/components/webhooks/words";
import type { EventDetail } from "@/lib/webhooks/workbench/schema";

/** One event: what it was, what it did, its body, and the button that does it again. */
export function EventSheet({ id, onClose }: { id: string | null; onClose: () => void }) {
  return (
    <Sheet open={id !== null} onOpenChange={(open) => !open && onClose()} title="Event">
      {id !== null && <Event key={id} id={id} />}
    </Sheet>
  );
}

function Event({ id }: { id: string }) {
  const client = useQueryClient();
  const { data, error } = useQuery(eventQuery(id));
  const [busy, setBusy] = useState<"open" | "replay" | null>(null);
  const [said, setSaid] = useState<{ tone: "success" | "neutral" | "danger"; words: string }>();
  const run = async (what: "open" | "replay", ask: Promise<EventDetail>) => {
    setBusy(what);
    setSaid(undefined);
    try {
      const answer = await ask;
      client.setQueryData(eventQuery(id).queryKey, answer);
      if (what === "replay") {
        setSaid(saidOf(answer));
        void client.invalidateQueries({ queryKey: ["webhooks", "events"] });
        void client.invalidateQueries({ queryKey: ["webhooks", "overview"] });
      }
    } catch (cause) {
      const words = cause instanceof Error ? cause.message : "That did not work. Please try again.";
      setSaid({ tone: "danger", words });
    }
    setBusy(null);
  };
  if (error) return <Banner tone="danger">{error.message}</Banner>;
  if (!data) return <Skeleton className="h-40 w-full" />;
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <Fact name="What">{whatOf(data)}</Fact>
        <Fact name="From">{nameOf(data.provider)}</Fact>
        <Fact name="Received">
          <RelativeTime at={data.receivedAt} />
        </Fact>
        <Fact name="Genuine">{VERDICTS[data.verdict]}</Fact>
        <Fact name="Repeats">{repeatsOf(data)}</Fact>
        <Fact name="Effect">{data.effect}</Fact>
      </dl>
      {said && (
        <Banner tone={said.tone} live="polite">
          {said.words}
        </Banner>
      )}
      <div className="flex flex-wrap gap-2">
        {data.whyNot === null && (
          <Button
            icon={<RotateCcw aria-hidden className="size-4" />}
            loading={busy === "replay"}
            onClick={() => void run("replay", replayEvent(id))}
          >
            {data.kind === "unknown" ? "Read it again" : "Replay"}
          </Button>
        )}
        {data.masked && data.mayOpen && (
          <Button
            icon={<Eye aria-hidden className="size-4" />}
            loading={busy === "open"}
            onClick={() => void run("open", openEvent(id))}
          >
            Show all of it
          </Button>
        )}
      </div>
      {data.whyNot && <p className="text-muted">{data.whyNot}</p>}
      {data.conversationId && (
        <Link className="text-accent-text underline" href={`/inbox/${data.conversationId}`}>
          Open the thread it was filed in
        </Link>
      )}
      <section aria-label="Body" className="flex flex-col gap-1">
        <h3 className="font-medium">Body</h3>
        <p className="text-sm text-muted">
          {data.masked ? `What may name or quote a patient is covered. ${coverWords(data)}` : OPENED}
        </p>
        <pre className="max-w-full whitespace-pre-wrap rounded-lg border bg-surface-sunken p-3 font-mono text-sm [overflow-wrap:anywhere]">
          {data.body}
        </pre>
      </section>
    </div>
  );
}

function saidOf({ kind, state, effect }: EventDetail): {
  tone: "success" | "neutral" | "danger";
  words: string;
} {
  if (kind === "unknown")
    return { tone: "neutral", words: "Read again: the hub still does not know this word. Nothing was done." };
  if (state !== "done") return { tone: "danger", words: effect };
  return { tone: "success", words: "Done again. What had been applied already did not change." };
}

const OPENED = "As it came. That you opened it is recorded.";
const coverWords = ({ mayOpen }: EventDetail) =>
  mayOpen
    ? "Showing all of it is recorded."
    : "Whose it is nobody knows, so it may be another clinic's patient.";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
