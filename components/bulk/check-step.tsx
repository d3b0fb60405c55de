"use client";

import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { Download, Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { checkBulk, listCheck, sendBulk } from "@/components/bulk/api";
import { CheckView } from "@/components/bulk/check-view";
import { type Draft, inputOf } from "@/components/bulk/draft";
import { counted, notStarted } from "@/components/bulk/words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { notify } from "@/components/ui/toast";

/** From this many on, the number is typed before it goes. */
const TYPED_FROM = 100;

/** With a mark by which Excel knows the alphabet. */
function save({ filename, content }: { filename: string; content: string }) {
  const address = URL.createObjectURL(new Blob(["\uFEFF", content], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = filename;
  link.click();
  URL.revokeObjectURL(address);
}

/** The last step: what would happen, and the one button that makes it happen. */
export function CheckStep({
  draft,
  change,
  back,
  twice = 0,
}: {
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  back: () => void;
  /** How many of them may have it already. */
  twice?: number;
}) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const key = useRef(crypto.randomUUID());
  const input = inputOf(draft);
  const check = useQuery({
    queryKey: ["bulk-check", input],
    queryFn: ({ signal }) => checkBulk(input, signal),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const download = useMutation({
    mutationFn: () => listCheck(input),
    onSuccess: save,
    onError: (error) => notify({ tone: "danger", title: "The list was not made.", detail: error.message }),
  });
  const keep = async (start: boolean) => {
    const made = await sendBulk({ ...input, name: draft.name.trim(), start }, `${key.current} ${start}`);
    router.push(`/bulk/${made.id}`);
  };
  const saving = useMutation({ mutationFn: () => keep(false) });
  if (check.isError) {
    return (
      <Banner
        tone="danger"
        live="polite"
        title="This cannot be checked."
        action={<Button onClick={back}>Change it</Button>}
      >
        {check.error.message}
      </Banner>
    );
  }
  if (!check.data) {
    return (
      <div aria-live="polite" className="flex flex-col gap-3">
        <p className="text-muted">Checking everybody…</p>
        <Skeleton className="h-20" />
        <Skeleton className="h-48" />
      </div>
    );
  }
  const found = check.data;
  const leaving = found.go + found.held;
  return (
    <>
      <h2 className="text-xl font-semibold">{counted(leaving, "patient")} would get this</h2>
      {(found.sentToday > 0 || draft.sendAgain) && (
        <Banner
          tone="warning"
          title={
            draft.sendAgain
              ? "Those who had these words today get them again."
              : `${counted(found.sentToday, "patient")} had these very words today.`
          }
        >
          <Checkbox
            label="Send it to them again"
            checked={draft.sendAgain}
            onChange={(sendAgain) => change({ sendAgain })}
          />
        </Banner>
      )}
      <CheckView check={found} />
      <div className="flex flex-wrap gap-2 border-t pt-4">
        <Button
          variant="primary"
          size="lg"
          disabled={leaving === 0 || check.isFetching}
          icon={<Send aria-hidden className="size-4" />}
          onClick={() => setAsking(true)}
        >
          Send to {counted(leaving, "patient")}
        </Button>
        <Button size="lg" disabled={leaving === 0} loading={saving.isPending} onClick={() => saving.mutate()}>
          Keep for later
        </Button>
        <Button
          size="lg"
          loading={download.isPending}
          icon={<Download aria-hidden className="size-4" />}
          onClick={() => download.mutate()}
        >
          Download the list
        </Button>
        <Button size="lg" variant="quiet" onClick={back}>
          Back
        </Button>
      </div>
      {saving.isError && (
        <p role="alert" className="text-danger-text">
          {saving.error.message}
        </p>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Send “${draft.name.trim()}” to ${counted(leaving, "patient")}?`}
        consequence={
          <p>
            {counted(found.go, "message")} {found.go === 1 ? "leaves" : "leave"} now
            {found.held > 0 && `, ${found.held.toLocaleString("en-US")} later`}. You can pause it at any time;
            what has left cannot be taken back.
            {twice > 0 && ` Up to ${counted(twice, "patient")} may have it already and could get it twice.`}
          </p>
        }
        confirmLabel="Send"
        cancelLabel="Not yet"
        typed={leaving >= TYPED_FROM ? String(leaving) : undefined}
        onConfirm={() =>
          keep(true).catch((cause: unknown) => {
            setRefusal(cause);
            throw cause;
          })
        }
        failure={notStarted(refusal)}
      />
    </>
  );
}
