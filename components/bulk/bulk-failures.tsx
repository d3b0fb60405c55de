"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronDown, Megaphone } from "lucide-react";
import Link from "next/link";
import { bulkFailuresQuery, handleFailures } from "@/components/bulk/api";
import { useMay } from "@/components/staff/me";
import { Button, buttonClass } from "@/components/ui/button";
import { notify } from "@/components/ui/toast";
import type { BulkFailure } from "@/lib/bulk/failures/schema";

/** Above the threads that failed: one row for each message to many, with its causes and what helps. */
export default function BulkFailures() {
  const { data } = useQuery(bulkFailuresQuery);
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <ul aria-label="Failed bulk messages" className="max-h-64 shrink-0 divide-y overflow-auto border-b">
      {items.map((bulk) => (
        <li key={bulk.id}>
          <Row bulk={bulk} />
        </li>
      ))}
    </ul>
  );
}

const people = (count: number) => (count === 1 ? "1 person" : `${count.toLocaleString("en-US")} people`);

function Row({ bulk }: { bulk: BulkFailure }) {
  const client = useQueryClient();
  const mayRead = useMay("bulk.send");
  const mayAct = useMay("message.send");
  const done = useMutation({
    mutationFn: (reason: string | undefined) => handleFailures(bulk.id, reason),
    onSuccess: (left) => {
      client.setQueryData(bulkFailuresQuery.queryKey, left);
      void client.invalidateQueries({ queryKey: ["counts"] });
    },
    onError: (error) => notify({ tone: "danger", title: "Nothing was changed.", detail: error.message }),
  });
  return (
    <details className="group px-3 py-2">
      <summary className="focus-inset flex cursor-pointer list-none items-center gap-2 rounded">
        <Megaphone aria-hidden className="size-4 shrink-0 text-muted" />
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="truncate font-medium">{bulk.name}</span>
          <span className="text-sm text-danger-text">Not delivered to {people(bulk.count)}</span>
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted group-open:rotate-180" />
      </summary>
      <ul className="mt-2 flex flex-col gap-3 pl-6">
        {bulk.causes.map(({ reason, count, words, helps }) => (
          <li key={reason} className="flex flex-col gap-1">
            <span>
              {words}: {people(count)}. <span className="text-muted">{helps}</span>
            </span>
            <span className="flex flex-wrap gap-2">
              {mayRead && (
                <Link
                  href={`/bulk/${bulk.id}?result=failed&reason=${encodeURIComponent(reason)}`}
                  className={buttonClass("secondary", "sm")}
                >
                  See who<span className="sr-only">: {words}</span>
                </Link>
              )}
              {mayAct && (
                <Button
                  size="sm"
                  variant="quiet"
                  loading={done.isPending && done.variables === reason}
                  onClick={() => done.mutate(reason)}
                >
                  Dealt with<span className="sr-only">: {words}</span>
                </Button>
              )}
            </span>
          </li>
        ))}
        {mayAct && bulk.causes.length > 1 && (
          <li>
            <Button
              size="sm"
              loading={done.isPending && !done.variables}
              onClick={() => done.mutate(undefined)}
            >
              All of it is dealt with
            </Button>
          </li>
        )}
      </ul>
    </details>
  );
}
