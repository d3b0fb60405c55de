"use client";

import { useQuery } from "@tanstack/react-query";
import { setupQuery } from "@/components/setup/api";
import { CheckLine } from "@/components/setup/check-line";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { AREAS, type Area } from "@/lib/setup/schema";

const TITLES: Record<Area, string> = {
  texts: "Texts",
  mail: "The mail domain",
  webhooks: "Events from providers",
  agreements: "Agreements",
  files: "Files",
};

/** What messages depend on outside of the hub, looked at now, with what to do in words. */
export function SetupScreen() {
  const { data, error, refetch, isFetching } = useQuery(setupQuery);
  const open = data?.checks.filter(({ state }) => state === "problem").length ?? 0;
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 py-4">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="flex-1 text-2xl font-semibold">Setup health</h1>
        <Button loading={isFetching} onClick={() => void refetch()}>
          Look again
        </Button>
      </div>
      {data && (
        <p role="status" className="text-muted">
          {open === 0 ? "Nothing has to be mended." : `${open} to mend.`} Looked at{" "}
          <RelativeTime at={data.checkedAt} />.
        </p>
      )}
      {error && (
        <Banner tone="danger" live="polite" title="The setup cannot be looked at.">
          {error.message}
        </Banner>
      )}
      {!data && !error && <Skeleton className="h-64 w-full" />}
      {AREAS.map((area) => {
        const checks = data?.checks.filter((check) => check.area === area) ?? [];
        if (checks.length === 0) return null;
        return (
          <section key={area} aria-label={TITLES[area]} className="flex flex-col gap-2">
            <h2 className="text-xl font-semibold">{TITLES[area]}</h2>
            <ul className="divide-y rounded-lg border">
              {checks.map((check) => (
                <CheckLine key={check.id} check={check} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
