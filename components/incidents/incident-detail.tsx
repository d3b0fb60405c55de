"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft, Printer } from "lucide-react";
import Link from "next/link";
import { assignIncident, incidentQuery } from "@/components/incidents/api";
import { AssessmentForm } from "@/components/incidents/assessment-form";
import { ExposedMessages } from "@/components/incidents/exposed-messages";
import { TellForm } from "@/components/incidents/tell-form";
import { STATUS, titleOf } from "@/components/incidents/words";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { useZone } from "@/components/ui/clock";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { exactTime } from "@/components/ui/time-words";
import { notify } from "@/components/ui/toast";
import type { IncidentDetail } from "@/lib/incidents/schema";

/** One incident: its clock, what went there, the four factors, and everything that was said, printable as it stands. */
export function IncidentScreen({ id }: { id: string }) {
  const { data: incident, error, refetch } = useQuery(incidentQuery(id));
  return (
    <div className="min-h-0 flex-1 overflow-auto print:overflow-visible">
      <div className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-4">
        <Link
          href="/settings/incidents"
          className="inline-flex min-h-6 items-center gap-1 self-start text-muted hover:text-text print:hidden"
        >
          <ArrowLeft aria-hidden className="size-4" /> All incidents
        </Link>
        {error && incident === undefined && (
          <Banner
            tone="danger"
            title="This incident cannot be shown."
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {error.message}
          </Banner>
        )}
        {!error && incident === undefined && <Skeleton className="h-64 w-full" />}
        {incident && (
          <>
            <Head incident={incident} />
            <ExposedMessages incident={incident} />
            <AssessmentForm key={incident.events.length} incident={incident} />
            {incident.status === "breach" && <TellForm incident={incident} />}
            <Past incident={incident} />
          </>
        )}
      </div>
    </div>
  );
}

function Head({ incident }: { incident: IncidentDetail }) {
  const client = useQueryClient();
  const { label, tone } = STATUS[incident.status];
  const assign = useMutation({
    mutationFn: (officerId: string) => assignIncident(incident.id, officerId),
    onSuccess: (next) => client.setQueryData(incidentQuery(incident.id).queryKey, next),
    onError: (error) => notify({ tone: "danger", title: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: ["incidents"] }),
  });
  return (
    <header className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="text-2xl font-semibold">{incident.patientName}</h1>
        <Badge tone={tone}>{label}</Badge>
        <Button
          className="ml-auto print:hidden"
          icon={<Printer aria-hidden className="size-4" />}
          onClick={() => window.print()}
        >
          Print
        </Button>
      </div>
      <p>
        {titleOf(incident)}.{" "}
        <Link
          href={`/patients/${incident.patientId}`}
          className="text-accent-text underline underline-offset-2 print:hidden"
        >
          Open the chart
        </Link>
      </p>
      <p role="status" className={incident.overdue ? "font-medium text-danger-text" : "font-medium"}>
        {incident.clock}
      </p>
      <div className="max-w-xs">
        <Field label="Privacy officer">
          <Select
            value={incident.officer?.id ?? ""}
            onChange={(officerId) => assign.mutate(officerId)}
            placeholder="Nobody yet"
            options={incident.officers.map((one) => ({ value: one.id, label: one.name }))}
          />
        </Field>
      </div>
    </header>
  );
}

/** What was said and done, oldest first. It only grows. */
function Past({ incident }: { incident: IncidentDetail }) {
  const zone = useZone();
  return (
    <section aria-label="History" className="flex flex-col gap-2">
      <h2 className="text-lg font-semibold">History</h2>
      <ol className="divide-y rounded-lg border">
        {incident.events.map((event) => (
          <li key={event.id} className="px-3 py-2">
            <p className="text-sm text-muted">
              {event.by}, <time dateTime={event.at}>{exactTime(new Date(event.at), zone)}</time>
            </p>
            <p className="max-w-reading">{event.words}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
