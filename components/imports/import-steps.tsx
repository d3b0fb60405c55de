"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { cancelImport, importQuery, isWorking } from "@/components/imports/api";
import { ImportOutcome } from "@/components/imports/import-outcome";
import { ImportPreview } from "@/components/imports/import-preview";
import { MappingForm } from "@/components/imports/mapping-form";
import { counted } from "@/components/imports/words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";
import type { ImportDetail } from "@/lib/imports/schema";

/** One list on its way in: columns, preview, progress, outcome. All of it stands on the server: a reload goes on here. */
export function ImportSteps({ id }: { id: string }) {
  const { data: found, error, refetch } = useQuery(importQuery(id));
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-3">
        <Link
          href="/patients/import"
          className="inline-flex min-h-6 items-center gap-1 text-muted hover:text-text"
        >
          <ArrowLeft aria-hidden className="size-4" /> Import patients
        </Link>
        <h1 className="min-w-0 truncate text-lg font-semibold">{found?.filename ?? "…"}</h1>
        {found && <span className="text-muted">{counted(found.rowCount, "row")}</span>}
      </header>
      {error && (
        <Banner
          tone="danger"
          flush
          live="polite"
          title="This list cannot be shown."
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </Banner>
      )}
      {found ? <Step found={found} /> : !error && <Skeleton className="m-4 h-64" />}
    </div>
  );
}

function Step({ found }: { found: ImportDetail }) {
  const [step, setStep] = useState<"columns" | "rows">(found.mappingProblem ? "columns" : "rows");
  if (found.status === "done" || found.status === "cancelled") return <ImportOutcome found={found} />;
  if (isWorking(found)) return <Working found={found} />;
  return (
    <>
      {found.error && <Banner tone="danger" flush title={found.error} />}
      <div className="flex flex-wrap items-center gap-3 px-4 py-3">
        <SegmentedControl
          label="Step"
          value={step}
          onChange={setStep}
          options={[
            { value: "columns", label: "1. Columns" },
            { value: "rows", label: "2. Rows", disabled: found.mappingProblem !== null },
          ]}
        />
      </div>
      {step === "columns" || found.mappingProblem ? (
        <MappingForm found={found} done={() => setStep("rows")} />
      ) : (
        <ImportPreview found={found} />
      )}
    </>
  );
}

function Working({ found }: { found: ImportDetail }) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelImport(found.id),
    onSettled: () => client.invalidateQueries({ queryKey: ["import", found.id] }),
  });
  const writing = found.status === "running" && found.checkedRows === found.rowCount;
  const label =
    found.status === "preview"
      ? "Reading the rows"
      : found.status === "queued"
        ? "Waiting for its turn"
        : writing
          ? "Writing all rows at once"
          : "Checking once more";
  return (
    <div className="mx-auto flex w-full max-w-xl flex-col gap-4 px-4 py-12">
      <Progress
        label={label}
        value={writing || found.status === "queued" ? null : found.checkedRows}
        max={found.rowCount}
        text={`${found.checkedRows.toLocaleString("en-US")} of ${found.rowCount.toLocaleString("en-US")}`}
      />
      <p className="text-muted">
        You may leave this page: the import goes on, and this address shows how far it is. Either all rows are
        written or none.
      </p>
      {cancel.error && <Banner tone="danger" live="polite" title={cancel.error.message} />}
      <Button className="self-start" loading={cancel.isPending} onClick={() => cancel.mutate()}>
        Cancel import
      </Button>
    </div>
  );
}
