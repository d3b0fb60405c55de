"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import {
  cancelImport,
  importQuery,
  mapImport,
  problemsHref,
  type RowFilter,
  startImport,
} from "@/components/imports/api";
import { RowTable } from "@/components/imports/row-table";
import { counted, planWords } from "@/components/imports/words";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Select } from "@/components/ui/select";
import type { ImportDetail } from "@/lib/imports/schema";

/** Every row before anything is changed: what happens to it and what is wrong with it. */
export function ImportPreview({ found }: { found: ImportDetail }) {
  const client = useQueryClient();
  const [filter, setFilter] = useState<RowFilter>(found.errorCount > 0 ? "errors" : "all");
  const [skip, setSkip] = useState(found.mapping.skipBadRows);
  const [leaving, setLeaving] = useState(false);
  const keep = (saved: ImportDetail) => {
    client.setQueryData(importQuery(found.id).queryKey, saved);
    void client.invalidateQueries({ queryKey: ["imports"] });
  };
  const start = useMutation({ mutationFn: () => startImport(found.id, skip), onSuccess: keep });
  const treat = useMutation({
    mutationFn: (onExisting: "update" | "skip") => mapImport(found.id, { onExisting }),
    onSuccess: keep,
  });
  const { counts, errorCount } = found;
  const failure = start.error ?? treat.error;
  const blocked = errorCount > 0 && !skip;
  const filters = [
    { value: "all" as const, label: `All rows (${found.rowCount})` },
    { value: "errors" as const, label: `Problems (${errorCount})` },
    { value: "warnings" as const, label: `Hints (${counts.warnings})` },
    { value: "create" as const, label: `New (${counts.create})` },
    { value: "update" as const, label: `Updates (${counts.update})` },
    { value: "skip" as const, label: `Left as they are (${counts.skip})` },
  ];
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {failure && <Banner tone="danger" flush live="polite" title={failure.message} />}
      <div className="flex flex-wrap items-center gap-3 px-4 pb-3">
        <div className="w-full sm:w-52">
          <Select label="Show rows" value={filter} onChange={setFilter} options={filters} />
        </div>
        <div className="w-full sm:w-60">
          {" "}
          <Select
            label="Patients we have"
            value={found.mapping.onExisting}
            onChange={(value) => treat.mutate(value)}
            disabled={treat.isPending}
            options={[
              { value: "update", label: "Update patients we have" },
              { value: "skip", label: "Leave patients we have alone" },
            ]}
          />
        </div>
        {errorCount > 0 && (
          <a href={problemsHref(found.id)} download className={buttonClass("quiet", "md")}>
            <Download aria-hidden className="size-4" /> Download the {counted(errorCount, "row")} with
            problems
          </a>
        )}
      </div>
      <RowTable found={found} filter={filter} />
      <footer className="flex flex-wrap items-center gap-x-4 gap-y-3 border-t px-4 py-3">
        <p aria-live="polite" className="basis-full font-medium sm:basis-auto">
          {planWords(found)}
        </p>
        {errorCount > 0 && (
          <Checkbox
            label={`Leave out the ${counted(errorCount, "row")} with problems`}
            hint={
              <>
                Or mend the file and{" "}
                <Link href="/patients/import" className="underline">
                  upload it again
                </Link>
                .
              </>
            }
            checked={skip}
            onChange={setSkip}
          />
        )}
        <div className="ml-auto flex gap-2">
          <Button onClick={() => setLeaving(true)}>Discard</Button>
          <Button
            variant="primary"
            disabled={blocked || found.readyCount === 0}
            loading={start.isPending}
            onClick={() => start.mutate()}
          >
            Import {counted(found.readyCount, "row")}
          </Button>
        </div>
      </footer>
      <ConfirmDialog
        open={leaving}
        onOpenChange={setLeaving}
        title="Discard this list?"
        consequence="No patient is changed. To import it later, upload the file again."
        confirmLabel="Discard"
        cancelLabel="Keep it"
        tone="danger"
        onConfirm={async () => keep(await cancelImport(found.id))}
      />
    </div>
  );
}
