"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { setupQuery } from "@/components/setup/api";
import { CheckLine } from "@/components/setup/check-line";
import { Skeleton } from "@/components/ui/skeleton";
import type { Check } from "@/lib/setup/schema";

function verdictOf(domain: string, checks: readonly Check[]): string {
  if (checks.some(({ state }) => state === "problem")) return `${domain} is not authenticated yet.`;
  if (checks.some(({ state }) => state === "unknown"))
    return `Not all about ${domain} could be seen from here.`;
  return `${domain} is authenticated.`;
}

/** Whether receivers can tell that mail from this domain is the clinic's: SPF, DKIM and DMARC, as found just now. */
export function DomainChecks({ domain }: { domain: string }) {
  const { data, error, isFetching } = useQuery(setupQuery);
  const checks = data?.checks.filter(({ area, id }) => area === "mail" && id.endsWith(`:${domain}`)) ?? [];
  return (
    <section aria-label={`Is ${domain} authenticated`} className="flex flex-col gap-2">
      <p role="status" className="text-muted">
        {isFetching && !data && `Looking whether ${domain} is authenticated…`}
        {error && `We could not look whether ${domain} is authenticated: ${error.message}`}
        {data && checks.length === 0 && `${domain} was not looked at: nothing is sent from it.`}
        {checks.length > 0 && verdictOf(domain, checks)}
      </p>
      {!data && !error && <Skeleton className="h-24 w-full" />}
      {checks.length > 0 && (
        <ul className="divide-y rounded-lg border">
          {checks.map((check) => (
            <CheckLine key={check.id} check={check} />
          ))}
        </ul>
      )}
      <Link href="/settings/setup" className="self-start text-sm underline">
        Setup health
      </Link>
    </section>
  );
}
