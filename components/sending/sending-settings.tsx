"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, OctagonX } from "lucide-react";
import { useState } from "react";
import { resumeSending, sendingQuery } from "@/components/sending/api";
import { StopDialog } from "@/components/sending/stop-dialog";
import { stopperOf } from "@/components/sending/words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { Sending } from "@/lib/sending/schema";

/** The switch that stops all sending of the clinic, and who has thrown it. */
export function SendingSettings() {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(sendingQuery);
  const [open, setOpen] = useState<"stop" | "resume" | null>(null);
  const [failure, setFailure] = useState<string>();
  const shown = (sending: Sending) => client.setQueryData(sendingQuery.queryKey, sending);
  const lift = async () => {
    try {
      shown(await resumeSending());
      setFailure(undefined);
    } catch (cause) {
      setFailure(cause instanceof Error ? cause.message : "That did not work. Please try again.");
      throw cause;
    }
  };
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 py-4">
      <h1 className="text-2xl font-semibold">Sending</h1>
      {error && (
        <Banner
          tone="danger"
          live="polite"
          title="How sending stands cannot be shown."
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </Banner>
      )}
      {!data && !error && <Skeleton className="h-32 w-full" />}
      {data && <State sending={data} onStop={() => setOpen("stop")} onResume={() => setOpen("resume")} />}
      <StopDialog open={open === "stop"} onOpenChange={() => setOpen(null)} onStopped={shown} />
      <ConfirmDialog
        open={open === "resume"}
        onOpenChange={() => setOpen(null)}
        title="Let messages go out again?"
        consequence={`What waits is looked at again at once: ${waitingWords(data?.waiting ?? 0)}. Quiet hours, daily limits and opt-outs hold as always.`}
        confirmLabel="Send again"
        cancelLabel="Keep it stopped"
        onConfirm={lift}
        failure={failure}
      />
    </div>
  );
}

function State({
  sending: { stopped, waiting, trouble },
  onStop,
  onResume,
}: {
  sending: Sending;
  onStop: () => void;
  onResume: () => void;
}) {
  if (!stopped) {
    return (
      <section
        aria-label="Stop all sending"
        className="flex flex-col items-start gap-3 rounded-lg border p-4"
      >
        <p className="flex items-center gap-2 font-medium">
          <CircleCheck aria-hidden className="size-4 text-success" /> Messages go out.
        </p>
        {trouble.map((words) => (
          <p key={words} className="text-warning-text">
            {words}
          </p>
        ))}
        <p className="max-w-reading text-muted">
          Stop all sending when something is going wrong: a wrong list, wrong words, a lost phone. Nothing
          that has not been handed to the phone or mail company yet leaves; nothing is lost. Patients can
          still write to you.
        </p>
        <Button variant="danger" icon={<OctagonX aria-hidden className="size-4" />} onClick={onStop}>
          Stop all sending…
        </Button>
      </section>
    );
  }
  return (
    <section
      aria-label="Sending is stopped"
      className="flex flex-col items-start gap-3 rounded-lg border p-4"
    >
      <p className="flex items-center gap-2 font-medium">
        <OctagonX aria-hidden className="size-4 text-danger" /> All sending is stopped.
      </p>
      <p className="max-w-reading">
        {stopperOf(stopped)} stopped it <RelativeTime at={stopped.since} />: {stopped.reason}
      </p>
      <p className="text-muted">Waiting: {waitingWords(waiting)}.</p>
      {stopped.everywhere ? (
        <p className="max-w-reading text-muted">
          It holds for every clinic of this hub. Only whoever runs it can lift it.
        </p>
      ) : (
        <Button variant="primary" onClick={onResume}>
          Send again…
        </Button>
      )}
    </section>
  );
}

function waitingWords(waiting: number): string {
  if (waiting === 1) return "1 message";
  return waiting >= 1_000 ? "1,000 messages or more" : `${waiting} messages`;
}
