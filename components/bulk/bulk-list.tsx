"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Megaphone, Plus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { bulksQuery } from "@/components/bulk/api";
import { counted, statusTone, statusWords } from "@/components/bulk/words";
import { useShortcut } from "@/components/shell/shortcuts";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { BulkView } from "@/lib/bulk/schema";

/** The clinic's messages to many, the newest first. */
export function BulkList() {
  const router = useRouter();
  const list = useInfiniteQuery(bulksQuery);
  useShortcut("n", "New bulk message", () => router.push("/bulk/new"), { group: "Bulk" });
  const bulks = list.data?.pages.flatMap((page) => page.items) ?? [];
  const add = (
    <Link href="/bulk/new" className={buttonClass("primary", "md")}>
      <Plus aria-hidden className="size-4" /> New bulk message
    </Link>
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-3 border-b px-4 py-3">
        <h1 className="mr-auto text-lg font-semibold">Bulk messages</h1>
        {add}
      </header>
      {list.isError && (
        <Banner
          tone="danger"
          flush
          live="polite"
          title="The list could not be read."
          action={<Button onClick={() => void list.refetch()}>Try again</Button>}
        >
          {list.error.message}
        </Banner>
      )}
      {list.isPending && (
        <div className="flex flex-col gap-3 p-4">
          {["a", "b", "c"].map((key) => (
            <Skeleton key={key} className="h-14" />
          ))}
        </div>
      )}
      {list.isSuccess && bulks.length === 0 && (
        <EmptyState
          className="flex-1"
          icon={<Megaphone aria-hidden />}
          title="No bulk messages yet."
          action={add}
        >
          Write once to many patients. You see who gets it, when, and who is left out before anything is sent.
        </EmptyState>
      )}
      {bulks.length > 0 && (
        <ul aria-label="Bulk messages" className="min-h-0 flex-1 divide-y overflow-auto">
          {bulks.map((bulk) => (
            <li key={bulk.id}>
              <Row bulk={bulk} />
            </li>
          ))}
          {list.hasNextPage && (
            <li className="p-3 text-center">
              <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Load more
              </Button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

function Row({ bulk }: { bulk: BulkView }) {
  const { counts } = bulk;
  const out = counts.sent + counts.delivered;
  const parts = [
    out > 0 && `${out.toLocaleString("en-US")} sent`,
    counts.held > 0 && `${counts.held.toLocaleString("en-US")} held`,
    counts.failed > 0 && `${counts.failed.toLocaleString("en-US")} not delivered`,
    counts.excluded > 0 && `${counts.excluded.toLocaleString("en-US")} left out`,
    counts.replied > 0 && counted(counts.replied, "answer"),
    counts.clicked > 0 && `${counts.clicked.toLocaleString("en-US")} opened a link`,
  ].filter((part) => part !== false);
  return (
    <Link
      href={`/bulk/${bulk.id}`}
      className="focus-inset flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 hover:bg-surface-hover"
    >
      <span className="min-w-0 flex-1 basis-56">
        <span className="block truncate font-medium">{bulk.name}</span>
        <span className="figures block text-sm text-muted">
          {counted(bulk.total, "recipient")}
          {parts.length > 0 && `: ${parts.join(", ")}`}
        </span>
      </span>
      <Badge tone={statusTone[bulk.status]}>{statusWords[bulk.status]}</Badge>
      <span className="text-sm text-muted">
        {bulk.createdByName}, <RelativeTime at={bulk.createdAt} />
      </span>
    </Link>
  );
}
