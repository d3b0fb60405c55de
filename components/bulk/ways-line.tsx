"use client";

import { useQuery } from "@tanstack/react-query";
import { Route } from "lucide-react";
import { policyQuery } from "@/components/policy/api";
import type { BulkView } from "@/lib/bulk/schema";
import { CHANNEL_WORDS } from "@/lib/messages/words/facts";
import { spanWords } from "@/lib/messages/words/spans";

type Ways = { [K in "plan" | "fallbackOnHold" | "fallbackMinutes"]?: BulkView[K] | undefined };

/** Which way follows which, and when; nothing where there is only one. */
export function WaysLine({ ways }: { ways: Ways }) {
  const { data } = useQuery({ ...policyQuery, staleTime: 300_000 });
  const { plan = [], fallbackOnHold, fallbackMinutes } = ways;
  if (plan.length < 2) return null;
  const follows = plan.slice(1).map((then, index) => {
    const first = plan[index] ?? then;
    const minutes = fallbackMinutes?.[first] ?? data?.policy.fallbackMinutes[first];
    const silence = minutes === undefined ? "" : `, or when nothing is heard of it for ${spanWords(minutes)}`;
    const [thing, next] = [CHANNEL_WORDS[first].thing, CHANNEL_WORDS[then].thing];
    const a = next === "email" ? "An" : "A";
    return fallbackOnHold
      ? `${a} ${next} goes instead when the ${thing} has to wait or fails${silence}.`
      : `${a} ${next} follows when the ${thing} fails${silence}.`;
  });
  return (
    <p className="flex items-start gap-1.5 text-muted text-sm">
      <Route aria-hidden className="mt-px size-4 shrink-0" />
      {follows.join(" ")}
    </p>
  );
}
