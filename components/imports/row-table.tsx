"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleAlert, Info } from "lucide-react";
import { importRowsQuery, type RowFilter } from "@/components/imports/api";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { ImportDetail, ImportRowView } from "@/lib/imports/schema";

const HAPPENS = { create: "New", update: "Update", skip: "Left as it is", unchecked: "Not read yet" };

/** The rows as they came, each wrong cell marked with its sentence. */
export function RowTable({ found, filter }: { found: ImportDetail; filter: RowFilter }) {
  const version = JSON.stringify([found.mapping, found.checkedRows, found.status]);
  const list = useInfiniteQuery(importRowsQuery(found.id, filter, version));
  if (list.isPending) return <Skeleton className="mx-4 h-64" />;
  if (list.isError) {
    return (
      <Banner
        tone="danger"
        flush
        title="The rows could not be read."
        action={<Button onClick={() => void list.refetch()}>Try again</Button>}
      >
        {list.error.message}
      </Banner>
    );
  }
  const rows = list.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <EmptyState className="flex-1" title="No such rows." />;
  const { headers } = found.mapping;
  return (
    <Table caption="Rows of the list" className="flex-1">
      <thead>
        <tr>
          <Th numeric>Row</Th>
          <Th>What happens</Th>
          {headers.map((header, at) => (
            <Th key={`${header} ${String(at)}`}>{header}</Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.number}>
            <Td numeric className="align-top text-muted">
              {row.number}
            </Td>
            <Td className="min-w-36 align-top">
              {row.errors.length > 0 ? "Left out" : HAPPENS[row.action]}
              {[...row.errors, ...row.warnings].map((one) => (
                <span key={`${one.column} ${one.problem}`} className="block text-muted text-xs lg:hidden">
                  {headers[one.column]}: {one.problem}
                </span>
              ))}
            </Td>
            {headers.map((header, at) => (
              <Cell key={`${header} ${String(at)}`} row={row} at={at} />
            ))}
          </Tr>
        ))}
      </tbody>
      {list.hasNextPage && (
        <tfoot>
          <tr>
            <td colSpan={headers.length + 2} className="p-3 text-center">
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

function Cell({ row, at }: { row: ImportRowView; at: number }) {
  const errors = row.errors.filter((one) => one.column === at);
  const hints = row.warnings.filter((one) => one.column === at);
  return (
    <Td
      className={cn(
        "max-w-64 align-top",
        errors.length > 0 && "min-w-44 bg-danger-soft",
        errors.length === 0 && hints.length > 0 && "min-w-44 bg-warning-soft",
      )}
    >
      <span className="block truncate">{row.cells[at]}</span>
      {[...errors, ...hints].map((one) => (
        <span
          key={one.problem}
          className={cn(
            "flex items-start gap-1 whitespace-normal text-xs",
            errors.includes(one) ? "text-danger-text" : "text-warning-text",
          )}
        >
          {errors.includes(one) ? (
            <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          ) : (
            <Info aria-hidden className="mt-px size-3.5 shrink-0" />
          )}
          {one.problem}
        </span>
      ))}
    </Td>
  );
}
