"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronRight, Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { incidentsQuery } from "@/components/incidents/api";
import { ReportDialog } from "@/components/incidents/report-dialog";
import { STATUS, titleOf } from "@/components/incidents/words";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { IncidentView } from "@/lib/incidents/schema";

/** What went to the wrong place, newest first, each with its clock. */
export function IncidentList() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(incidentsQuery);
  const [recording, setRecording] = useState(false);
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 py-4">
        <div>
          <span className="flex flex-wrap items-center gap-2">
            <h1 className="flex-1 text-2xl font-semibold">Privacy incidents</h1>
            <Button icon={<Plus aria-hidden className="size-4" />} onClick={() => setRecording(true)}>
              Record an incident…
            </Button>
          </span>
          <p className="max-w-reading text-muted">
            What reached somebody it was not for. Each is assessed by four factors within 60 days.
          </p>
        </div>
        {error && items === undefined && (
          <Banner
            tone="danger"
            title="The incidents cannot be shown."
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {error.message}
          </Banner>
        )}
        {!error && items === undefined && <Skeleton className="h-40 w-full" />}
        {items?.length === 0 && (
          <EmptyState title="No incidents.">
            When somebody says “wrong number”, what went to that number is listed here by itself.
          </EmptyState>
        )}
        {items !== undefined && items.length > 0 && (
          <ul aria-label="Incidents" className="divide-y rounded-lg border">
            {items.map((incident) => (
              <Row key={incident.id} incident={incident} />
            ))}
          </ul>
        )}
        {hasNextPage && (
          <Button className="self-start" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Older incidents
          </Button>
        )}
      </div>
      {recording && <ReportDialog onClose={() => setRecording(false)} />}
    </div>
  );
}

function Row({ incident }: { incident: IncidentView }) {
  const { label, tone } = STATUS[incident.status];
  return (
    <li>
      <Link
        href={`/settings/incidents/${incident.id}`}
        className="focus-inset flex items-center gap-3 px-3 py-3 hover:bg-surface-hover"
      >
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="flex flex-wrap items-center gap-2">
            <span className="font-medium">{incident.patientName}</span>
            <Badge tone={tone}>{label}</Badge>
          </span>
          <span className="text-muted">
            {titleOf(incident)}, <RelativeTime at={incident.discoveredAt} />
            {incident.officer && `, with ${incident.officer.name}`}
          </span>
          <span className={cn("text-sm", incident.overdue ? "text-danger-text" : "text-muted")}>
            {incident.clock}
          </span>
        </span>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
      </Link>
    </li>
  );
}
