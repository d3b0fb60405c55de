"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { guideQuery, playColleague } from "@/components/demo/api";
import { showPhone } from "@/components/demo/use-phone";
import { placeHref } from "@/components/inbox/place";
import { Skeleton } from "@/components/ui/skeleton";
import { notify } from "@/components/ui/toast";
import type { DemoGuide } from "@/lib/demo/schema";

interface Try {
  words: string;
  href: string;
  also?: () => void;
}

const thread = (conversationId: string) => placeHref({ view: "open", search: "", conversationId });

/** What can be tried at this minute; what the clinic has none of is left out. */
function tries({ goesNow, held, failed, colleague }: DemoGuide): Try[] {
  const list: Try[] = [];
  if (goesNow !== null) {
    const href = thread(goesNow.conversationId);
    list.push({ words: `Text ${goesNow.name}, it can go now`, href });
    list.push({ words: "Be the patient and answer", href, also: () => showPhone(true) });
  }
  if (held !== null) {
    list.push({ words: `See why ${held.name} has to wait`, href: thread(held.conversationId) });
  }
  if (failed > 0) {
    const href = placeHref({ view: "failed", search: "", conversationId: null });
    list.push({ words: `${failed} failures: causes and remedies`, href });
  }
  if (goesNow !== null && colleague !== null) {
    const { conversationId } = goesNow;
    list.push({
      words: `Write while ${colleague} types too`,
      href: thread(conversationId),
      also: () => {
        playColleague({ conversationId, act: "type" }).catch((error: Error) =>
          notify({ tone: "danger", title: error.message }),
        );
      },
    });
  }
  return list;
}

/** The demo's first steps as links, numbered, each one click. */
export function TryList({ onChoose }: { onChoose?: (() => void) | undefined }) {
  const { data: guide, error } = useQuery(guideQuery);
  if (error) return <p className="text-sm text-muted">{error.message}</p>;
  if (guide === undefined) return <Skeleton className="h-32 w-full" />;
  return (
    <ol className="flex flex-col">
      {tries(guide).map(({ words, href, also }, index) => (
        <li key={words}>
          <Link
            href={href}
            onClick={() => {
              also?.();
              onChoose?.();
            }}
            className="focus-inset flex min-h-7 gap-2 rounded-md px-1.5 py-1 text-sm hover:bg-surface-hover"
          >
            <span aria-hidden className="figures w-3 shrink-0 text-muted">
              {index + 1}
            </span>
            <span className="min-w-0">{words}</span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
