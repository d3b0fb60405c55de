"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pause, Play, Send, Undo2 } from "lucide-react";
import { useState } from "react";
import { moveBulk, type Step } from "@/components/bulk/api";
import { counted } from "@/components/bulk/words";
import { useShortcut } from "@/components/shell/shortcuts";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/toast";
import type { BulkDetail } from "@/lib/bulk/schema";

const TYPED_FROM = 100;

/** Start, pause, go on, take back: what may be done with it now. */
export function BulkActions({ bulk }: { bulk: BulkDetail }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState<"start" | "cancel" | null>(null);
  const move = useMutation({
    mutationFn: (step: Step) => moveBulk(bulk.id, step),
    onSuccess: (next) => client.setQueryData(["bulk", bulk.id], next),
    onError: (error) => notify({ tone: "danger", title: "That did not work.", detail: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: ["bulk", bulk.id] }),
  });
  const { status, counts } = bulk;
  const toggle = status === "running" ? "pause" : status === "paused" ? "resume" : null;
  useShortcut("p", status === "paused" ? "Go on" : "Pause", () => toggle && move.mutate(toggle), {
    group: "Bulk",
    enabled: toggle !== null,
  });
  const left = counts.waiting + counts.held + counts.sending;
  return (
    <>
      {status === "draft" && (
        <Button
          variant="primary"
          icon={<Send aria-hidden className="size-4" />}
          onClick={() => setAsking("start")}
        >
          Start
        </Button>
      )}
      {status === "running" && (
        <Button
          loading={move.isPending}
          icon={<Pause aria-hidden className="size-4" />}
          onClick={() => move.mutate("pause")}
        >
          Pause
        </Button>
      )}
      {status === "paused" && (
        <Button
          variant="primary"
          loading={move.isPending}
          icon={<Play aria-hidden className="size-4" />}
          onClick={() => move.mutate("resume")}
        >
          Go on
        </Button>
      )}
      {(status === "draft" || status === "running" || status === "paused") && (
        <Button icon={<Undo2 aria-hidden className="size-4" />} onClick={() => setAsking("cancel")}>
          Take back
        </Button>
      )}
      <ConfirmDialog
        open={asking === "start"}
        onOpenChange={() => setAsking(null)}
        title={`Send “${bulk.name}” to up to ${counted(left, "patient")}?`}
        consequence="Everybody is checked once more as it goes. You can pause it at any time; what has left cannot be taken back."
        confirmLabel="Send"
        cancelLabel="Not yet"
        typed={left >= TYPED_FROM ? String(left) : undefined}
        onConfirm={async () => void (await move.mutateAsync("start"))}
      />
      <ConfirmDialog
        open={asking === "cancel"}
        onOpenChange={() => setAsking(null)}
        title={`Take back “${bulk.name}”?`}
        consequence={`What has not left is taken back: up to ${counted(left, "message")}. What has left stays with the patients. It cannot be started again.`}
        confirmLabel="Take back"
        cancelLabel="Keep it"
        tone="danger"
        onConfirm={async () => void (await move.mutateAsync("cancel"))}
      />
    </>
  );
}
