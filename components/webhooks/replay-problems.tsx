"use client";

import { useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { replayAll } from "@/components/webhooks/api";

interface ReplayAllProps {
  what: "problems" | "unknown";
  /** How many there are; null: not known. */
  count: number | null;
}

const words = {
  problems: { done: (all: number, done: number) => `${all} replayed, ${done} of them done now.` },
  unknown: {
    done: (all: number, done: number) =>
      `${all} read again, ${done} of them understood and applied now. The rest is still not understood, and stays here.`,
  },
};

/** Does everything once more that could not be applied or was not understood, a hundred at a time. */
export function ReplayAll({ what, count }: ReplayAllProps) {
  const client = useQueryClient();
  const [progress, setProgress] = useState<{ replayed: number; done: number; over: boolean }>();
  const [failure, setFailure] = useState<string>();
  const run = async () => {
    setFailure(undefined);
    let sum = { replayed: 0, done: 0, over: false };
    setProgress(sum);
    try {
      let after: string | null = null;
      do {
        const part: Awaited<ReturnType<typeof replayAll>> = await replayAll(what, after);
        after = part.next;
        sum = { replayed: sum.replayed + part.replayed, done: sum.done + part.done, over: after === null };
        setProgress(sum);
      } while (after);
    } catch (cause) {
      setFailure(cause instanceof Error ? cause.message : "That did not work. Please try again.");
      setProgress({ ...sum, over: true });
    }
    await client.invalidateQueries({ queryKey: ["webhooks"] });
    void client.invalidateQueries({ queryKey: ["engine"] });
  };
  const amount = count === null || count >= 1_000 ? "of them" : count;
  const busy = progress !== undefined && !progress.over;
  return (
    <div className="flex flex-col gap-2">
      <div>
        <Button icon={<RotateCcw aria-hidden className="size-4" />} loading={busy} onClick={() => void run()}>
          {what === "unknown" ? "Read all of them again" : `Replay all ${amount}`}
        </Button>
      </div>
      {busy && (
        <Progress
          label="Replayed"
          value={progress.replayed}
          max={Math.max(1, count ?? 0, progress.replayed)}
          text={String(progress.replayed)}
        />
      )}
      {progress?.over && (
        <p role="status" className="text-muted">
          {words[what].done(progress.replayed, progress.done)}
        </p>
      )}
      {failure && <Banner tone="danger">{failure}</Banner>}
    </div>
  );
}
