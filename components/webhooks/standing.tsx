"use client";

import { nameOf } from "@/components/providers/words";
import { Banner } from "@/components/ui/banner";
import { RelativeTime } from "@/components/ui/relative-time";
import { listWords } from "@/components/webhooks/words";
import type { Workbench } from "@/lib/webhooks/workbench/schema";

const counted = (count: number, one: string, many: string) =>
  count >= 1_000 ? `More than 1,000 ${many}` : `${count} ${count === 1 ? one : many}`;

/** What is wrong, how the vendors' lists were read, and what to enter with each vendor. */
export function Standing({ bench }: { bench: Workbench }) {
  const { dead, unknown, refused, lists, addresses } = bench;
  return (
    <>
      {dead > 0 && (
        <Banner tone="danger">
          {counted(dead, "event needs a look: it", "events need a look: they")} could not be applied. Replay
          what is among the problems once its cause is gone.
        </Banner>
      )}
      {unknown > 0 && (
        <Banner tone="warning">
          {counted(unknown, "event", "events")} of the last day used words that the hub does not know. They
          are kept as they came.
        </Banner>
      )}
      {refused.map(({ provider, count, lastAt }) => (
        <Banner key={provider} tone="warning">
          {counted(count, "request", "requests")} in the name of {nameOf(provider)} had no valid signature and{" "}
          {count === 1 ? "was" : "were"} refused, last <RelativeTime at={lastAt} />. Nothing of them was kept.
          If it goes on, compare the keys here and at {nameOf(provider)}, and the address it calls.
        </Banner>
      ))}
      {lists.length > 0 && (
        <ul className="text-muted">
          {lists.map((list) => (
            <li key={list.provider}>
              {nameOf(list.provider)}'s list of what patients wrote {listWords(list)}
              {list.readAt && (
                <>
                  {" "}
                  Last read <RelativeTime at={list.readAt} />.
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      <details className="rounded-lg border px-3 py-2">
        <summary className="cursor-pointer font-medium">Addresses to enter at the vendors</summary>
        <dl className="mt-2 flex flex-col gap-2">
          {addresses.map(({ provider, use, url }) => (
            <div key={`${provider} ${use}`}>
              <dt className="text-muted">
                {nameOf(provider)}: {use}
              </dt>
              <dd className="font-mono text-sm [overflow-wrap:anywhere]">{url}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}
