"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Download } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { AgainButton, AgainLine } from "@/components/bulk/again-line";
import { bulkQuery, resultsHref } from "@/components/bulk/api";
import { BulkActions } from "@/components/bulk/bulk-actions";
import { ResultTable } from "@/components/bulk/result-table";
import { WaysLine } from "@/components/bulk/ways-line";
import { counted, statusTone, statusWords } from "@/components/bulk/words";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Progress } from "@/components/ui/progress";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { resultWords } from "@/lib/bulk/results/rules";
import { type BulkDetail, RESULTS, type Result } from "@/lib/bulk/schema";

/** One message to many while it goes and after it went: progress, what can be done, and what became of each. */
export function BulkScreen({ id }: { id: string }) {
  const { data: bulk, error, refetch } = useQuery(bulkQuery(id));
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3">
        <Link href="/bulk" className="inline-flex min-h-6 items-center gap-1 text-muted hover:text-text">
          <ArrowLeft aria-hidden className="size-4" /> Bulk messages
        </Link>
        <h1 className="min-w-0 truncate text-lg font-semibold">{bulk?.name ?? "…"}</h1>
        {bulk && <Badge tone={statusTone[bulk.status]}>{statusWords[bulk.status]}</Badge>}
        {bulk && (
          <div className="flex flex-wrap gap-2 sm:ml-auto">
            <BulkActions bulk={bulk} />
            <AgainButton bulk={bulk} />
            <a href={resultsHref(id)} download className={buttonClass("secondary", "md")}>
              <Download aria-hidden className="size-4" /> Results
            </a>
          </div>
        )}
      </header>
      {error && (
        <Banner
          tone="danger"
          flush
          live="polite"
          title="This bulk message cannot be shown."
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </Banner>
      )}
      {bulk ? <Body bulk={bulk} /> : !error && <Skeleton className="m-4 h-64" />}
    </div>
  );
}

function Body({ bulk }: { bulk: BulkDetail }) {
  // The Failed view leads here, to one cause.
  const asked = useSearchParams();
  const [result, setResult] = useState<Result>(RESULTS.find((one) => one === asked.get("result")) ?? "all");
  const [reason, setReason] = useState<string | null>(asked.get("reason"));
  const choose = (next: Result, why: string | null = null) => {
    setResult(next);
    setReason(why);
  };
  const { counts } = bulk;
  const settled = bulk.total - counts.waiting - counts.held - counts.sending;
  const shown = RESULTS.filter((one) => one === "all" || counts[one] > 0);
  return (
    <>
      <section aria-label="Progress" className="flex flex-col gap-3 border-b px-4 py-3">
        <Progress
          label={
            counts.held > 0 && counts.sending + counts.waiting === 0 ? "Waiting for their time" : "Done with"
          }
          value={settled}
          max={bulk.total}
          text={`${settled.toLocaleString("en-US")} of ${bulk.total.toLocaleString("en-US")}`}
        />
        <fieldset className="flex flex-wrap gap-2">
          <legend className="sr-only">Show recipients</legend>
          {shown.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={result === one && reason === null}
              onClick={() => choose(one)}
              className={cn(
                "figures min-h-8 rounded-md border px-2.5 text-sm hover:bg-surface-hover",
                result === one && reason === null && "border-border-strong bg-surface-selected font-medium",
              )}
            >
              {resultWords[one]} {(one === "all" ? bulk.total : counts[one]).toLocaleString("en-US")}
            </button>
          ))}
        </fieldset>
        <Why bulk={bulk} reason={reason} choose={choose} />
        <p className="text-muted text-sm">
          {counted(bulk.total, "recipient")}, made by {bulk.createdByName}
          {bulk.startedAt && (
            <>
              , started <RelativeTime at={bulk.startedAt} />
            </>
          )}
          {bulk.audience.filename && `, from ${bulk.audience.filename}`}
          {bulk.templateName && `, template “${bulk.templateName}”`}.
          {counts.clicked > 0 && ` ${counted(counts.clicked, "person", "people")} opened a link in it.`}
        </p>
        <WaysLine ways={bulk} />
        <AgainLine bulk={bulk} />
      </section>
      <ResultTable bulk={bulk} result={result} reason={reason} />
    </>
  );
}

/** The reasons behind the counts; each shows its own recipients. */
function Why({
  bulk,
  reason,
  choose,
}: {
  bulk: BulkDetail;
  reason: string | null;
  choose: (result: Result, reason: string) => void;
}) {
  const all = [
    ...bulk.heldBy.map((one) => ({ ...one, result: "held" as const })),
    ...bulk.failedBy.map((one) => ({
      ...one,
      result:
        one.reason === "cancelled" || one.reason === "opt_out" ? ("cancelled" as const) : ("failed" as const),
    })),
    ...bulk.excludedBy.map((one) => ({ ...one, result: "excluded" as const })),
  ];
  if (all.length === 0) return null;
  return (
    <details className="text-sm">
      <summary className="min-h-6 cursor-pointer text-muted hover:text-text">Why some did not get it</summary>
      <ul className="mt-1 flex flex-col">
        {all.map((one) => (
          <li key={`${one.result} ${one.reason}`}>
            <button
              type="button"
              aria-pressed={reason === one.reason}
              onClick={() => choose(one.result, one.reason)}
              className="flex min-h-7 gap-3 rounded px-1 text-left hover:bg-surface-hover aria-pressed:font-medium"
            >
              <span className="figures w-12 text-right">{one.count.toLocaleString("en-US")}</span>
              {resultWords[one.result]}: {one.words}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
