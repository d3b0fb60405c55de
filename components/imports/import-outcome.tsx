"use client";

import { CircleCheck, CircleSlash, Download } from "lucide-react";
import Link from "next/link";
import { problemsHref } from "@/components/imports/api";
import { counted } from "@/components/imports/words";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { ImportDetail } from "@/lib/imports/schema";

export function ImportOutcome({ found }: { found: ImportDetail }) {
  const again = (
    <Link href="/patients/import" className={buttonClass("secondary", "md")}>
      Import another list
    </Link>
  );
  if (found.status === "cancelled") {
    return (
      <EmptyState icon={<CircleSlash />} title="This list was discarded." action={again}>
        No patient was changed.
      </EmptyState>
    );
  }
  const { counts, errorCount } = found;
  return (
    <EmptyState
      icon={<CircleCheck />}
      title={<span role="status">{counted(found.appliedRows, "patient")} imported.</span>}
      action={
        <>
          <Link href="/patients" className={buttonClass("primary", "md")}>
            See your patients
          </Link>
          {again}
          {errorCount > 0 && (
            <a href={problemsHref(found.id)} download className={buttonClass("quiet", "md")}>
              <Download aria-hidden className="size-4" /> Download the {counted(errorCount, "row")} left out
            </a>
          )}
        </>
      }
    >
      {counted(counts.create, "patient")} added, {counts.update.toLocaleString("en-US")} updated,{" "}
      {(counts.skip + errorCount).toLocaleString("en-US")} left out.
    </EmptyState>
  );
}
