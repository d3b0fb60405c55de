"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@/components/auth/request";
import { openingQuery, saveOpening } from "@/components/opening/api";
import { ClosedDaysFields, named as namedDays } from "@/components/opening/closed-days-fields";
import { HoursRows, named } from "@/components/reach/hours-rows";
import { StaleBar, useSeen } from "@/components/reach/stale";
import { hoursWords } from "@/components/reach/words";
import { useMay } from "@/components/staff/me";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { notify } from "@/components/ui/toast";
import { useForm } from "@/components/ui/use-form";
import type { OpeningView } from "@/lib/clinics/opening/schema";

/** When the clinic is open, and on which days it is closed. Admins change it; everybody may know it. */
export function OpeningSettings() {
  const { data, error, refetch } = useQuery(openingQuery);
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 py-4">
      <h1 className="text-2xl font-semibold">Opening hours</h1>
      <p className="max-w-reading text-muted">
        Outside them the automatic reply says when the clinic opens next, and whoever is on call is told of an
        emergency. A deadline in business days skips closed days.
      </p>
      {error && !data && (
        <Banner
          tone="danger"
          title="The hours cannot be shown."
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </Banner>
      )}
      {!data && !error && <Skeleton className="h-64 w-full" />}
      {data && <Hours stands={data} />}
    </div>
  );
}

const begun = ({ settings }: OpeningView) => ({
  hours: named(settings.opening),
  holidays: settings.closed.holidays,
  days: namedDays(settings.closed.days),
  failure: "",
});

function Hours({ stands }: { stands: OpeningView }) {
  const client = useQueryClient();
  const mayChange = useMay("settings.write");
  const { seen: version, isStale, look } = useSeen(stands.version);
  const form = useForm({
    initial: begun(stands),
    check: ({ hours, days }) => ({
      ...(hours.some((row) => row.days.length === 0) ? { hours: "Choose at least one day." } : {}),
      ...(hours.some(({ from, to }) => from >= to) ? { hours: "The end comes after the beginning." } : {}),
      ...(days.some(({ date, name }) => !date || !name.trim())
        ? { days: "Each day needs a date and a name." }
        : {}),
    }),
    submit: async ({ hours, holidays, days }) => {
      const opening = hours.map((row) => ({ days: row.days, from: row.from, to: row.to }));
      const own = days.map(({ date, name }) => ({ date, name: name.trim() }));
      try {
        const saved = await saveOpening({ opening, closed: { holidays, days: own }, version });
        client.setQueryData(openingQuery.queryKey, saved);
        look(saved.version);
        notify({ tone: "success", title: "The hours are saved." });
        return undefined;
      } catch (error) {
        if (error instanceof ApiError && error.reason === "stale") {
          await client.invalidateQueries({ queryKey: openingQuery.queryKey });
          return undefined;
        }
        return { failure: error instanceof Error ? error.message : "That did not work. Please try again." };
      }
    },
  });
  const { hours, holidays, days } = form.values;
  return (
    <form {...form.form} className="flex flex-col gap-6">
      {isStale && !form.busy && (
        <StaleBar
          theirs={[
            hoursWords(stands.settings.opening) || "no hours",
            ...stands.settings.closed.days.map(({ date, name }) => `Closed ${date}: ${name}`),
          ]}
          onKeep={look}
          onTake={() => {
            const theirs = begun(stands);
            form.set("hours", theirs.hours);
            form.set("holidays", theirs.holidays);
            form.set("days", theirs.days);
            look();
          }}
        />
      )}
      <fieldset disabled={!mayChange} className="flex min-w-0 flex-col gap-6">
        <HoursRows
          legend="Open"
          none="Never: without hours the clinic counts as closed."
          hours={hours}
          onChange={(next) => form.set("hours", next)}
          error={form.error("hours")}
        />
        <ClosedDaysFields
          holidays={holidays}
          days={days}
          next={stands.next}
          error={form.error("days")}
          onHolidays={(next) => form.set("holidays", next)}
          onDays={(next) => form.set("days", next)}
        />
      </fieldset>
      {form.error("failure") && (
        <p role="alert" className="text-danger-text">
          {form.error("failure")}
        </p>
      )}
      {mayChange && (
        <Button type="submit" variant="primary" className="self-start" disabled={isStale} loading={form.busy}>
          Save the hours
        </Button>
      )}
    </form>
  );
}
