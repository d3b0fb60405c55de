"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { isMoving, recipientsQuery } from "@/components/bulk/api";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { resultWords } from "@/lib/bulk/results/rules";
import type { BulkDetail, RecipientView, Result } from "@/lib/bulk/schema";

/** What became of each recipient, in the order of the list. */
export function ResultTable({
  bulk,
  result,
  reason,
}: {
  bulk: BulkDetail;
  result: Result;
  reason: string | null;
}) {
  const list = useInfiniteQuery({
    ...recipientsQuery(bulk.id, result, reason),
    // The counts above come live; the rows follow in their own time.
    refetchInterval: isMoving(bulk) ? 5_000 : false,
  });
  if (list.isPending) return <Skeleton className="m-4 h-64" />;
  if (list.isError) {
    return (
      <Banner
        tone="danger"
        flush
        live="polite"
        title="The recipients could not be read."
        action={<Button onClick={() => void list.refetch()}>Try again</Button>}
      >
        {list.error.message}
      </Banner>
    );
  }
  const rows = list.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <EmptyState className="flex-1" title="Nobody here." />;
  return (
    <Table caption="Recipients" className="flex-1">
      <thead>
        <tr>
          <Th numeric>Row</Th>
          <Th>Patient</Th>
          <Th>Result</Th>
          <Th>What happened</Th>
          <Th>When</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.number} row={row} />
        ))}
      </tbody>
      {list.hasNextPage && (
        <tfoot>
          <tr>
            <td colSpan={5} className="p-3 text-center">
              <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Load more
              </Button>
            </td>
          </tr>
        </tfoot>
      )}
    </Table>
  );
}

function Row({ row }: { row: RecipientView }) {
  const name = row.name ?? "Nobody we know";
  const href = row.conversationId
    ? `/inbox/${row.conversationId}`
    : row.patientId && `/patients/${row.patientId}`;
  return (
    <Tr>
      <Td numeric className="text-muted">
        {row.number}
      </Td>
      <Td className="whitespace-nowrap">
        {href ? (
          <Link href={href} className="font-medium hover:underline">
            {name}
          </Link>
        ) : (
          <span className="text-muted">{name}</span>
        )}
      </Td>
      <Td className="whitespace-nowrap">{resultWords[row.result]}</Td>
      <Td className="min-w-44">{row.words}</Td>
      <Td className="whitespace-nowrap text-muted">
        {row.until ? (
          <>
            not before <RelativeTime at={row.until} />
          </>
        ) : (
          row.at && <RelativeTime at={row.at} />
        )}
      </Td>
    </Tr>
  );
}
