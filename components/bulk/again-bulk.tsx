"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { bulkQuery } from "@/components/bulk/api";
import { CheckStep } from "@/components/bulk/check-step";
import { type Draft, EMPTY } from "@/components/bulk/draft";
import { counted } from "@/components/bulk/words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Skeleton } from "@/components/ui/skeleton";
import type { BulkDetail } from "@/lib/bulk/schema";

/** The check of a message to those whom an earlier one did not reach; nothing is sent before it is confirmed. */
export function AgainBulk({ id }: { id: string }) {
  const { data: first, error, refetch } = useQuery(bulkQuery(id));
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3">
        <Link
          href={`/bulk/${id}`}
          className="inline-flex min-h-6 items-center gap-1 text-muted hover:text-text"
        >
          <ArrowLeft aria-hidden className="size-4" /> {first?.name ?? "Bulk message"}
        </Link>
        <h1 className="min-w-0 truncate text-lg font-semibold">Send again</h1>
      </header>
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto flex max-w-3xl flex-col gap-6 px-4 py-5">
          {error && (
            <Banner
              tone="danger"
              live="polite"
              title="This bulk message cannot be shown."
              action={<Button onClick={() => void refetch()}>Try again</Button>}
            >
              {error.message}
            </Banner>
          )}
          {first ? <Again first={first} /> : !error && <Skeleton className="h-64" />}
        </div>
      </div>
    </div>
  );
}

function Again({ first }: { first: BulkDetail }) {
  const router = useRouter();
  const name = `${first.name.slice(0, 90)}, again`;
  const [draft, setDraft] = useState<Draft>({ ...EMPTY, audience: "again", again: first.id, name });
  const change = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  const unknown = first.again?.unknown ?? 0;
  return (
    <>
      <p className="text-muted">
        The same words go again to those whom “{first.name}” did not reach. Nobody who has it is among them.
      </p>
      {unknown > 0 && (
        <Banner tone="warning" title={`${counted(unknown, "patient")} may have it already.`}>
          <Checkbox
            label="Send it to them as well: they could get it twice"
            hint="The service gave no answer, and we are still checking."
            checked={draft.againUnknown}
            onChange={(againUnknown) => change({ againUnknown })}
          />
        </Banner>
      )}
      <CheckStep
        draft={draft}
        change={change}
        back={() => router.push(`/bulk/${first.id}`)}
        {...(draft.againUnknown ? { twice: unknown } : {})}
      />
    </>
  );
}
