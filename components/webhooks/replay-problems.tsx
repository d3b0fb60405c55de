"use client";

import { useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { replayProblems } from "@/components/webhooks/api";

/** Does everything once more that could not be applied, a hundred at a time. */
export function ReplayProblems({ count }: { count: number }) {
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
        const part: Awaited<ReturnType<typeof replayProblems>> = await replayProblems(after);
        after = part.next;
        sum = { replayed: sum.replayed + part.replayed, done: sum.done + part.done, over: after === null };
        setProgress(sum);
      } while (after);
    } catch (cause) {
      setFailure(cause instanceof Error ? cause.message : "That did not work. Please try again.");
      setProgress({ ...sum, over: true });
    }
    await client.invalidateQueries({ queryKey: ["webhooks"] });
  };
  const busy = progress !== undefined && !progress.over;
  return (
    <div className="flex flex-col gap-2">
      <div>
        <Button icon={<RotateCcw aria-hidden className="size-4" />} loading={busy} onClick={() => void run()}>
          Replay all {count >= 1_000 ? "of them" : count}
        </Button>
      </div>
      {busy && (
        <Progress
          label="Replayed"
          value={Math.min(progress.replayed, count)}
          max={Math.max(1, count)}
          text={String(progress.replayed)}
        />
      )}
      {progress?.over && (
        <p role="status" className="text-muted">
          {progress.replayed} replayed, {progress.done} of them done now.
        </p>
      )}
      {failure && <Banner tone="danger">{failure}</Banner>}
    </div>
  );
}
