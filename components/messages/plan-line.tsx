"use client";

import { useQuery } from "@tanstack/react-query";
import { Route } from "lucide-react";
import { otherWay, type Plan } from "@/components/messages/plan-menu";
import type { WritingChannel } from "@/components/messages/use-draft";
import type { Preview } from "@/components/messages/use-preview";
import { policyQuery } from "@/components/policy/api";
import { spanWords } from "@/lib/messages/words/spans";

const THE = { SMS: "The text", EMAIL: "The email", IN_APP: "The portal message" } as const;
const A = { SMS: "A text", EMAIL: "An email", IN_APP: "A portal message" } as const;

/** What follows when the first way fails or has to wait, and whether it could. */
export function PlanLine({
  preview,
  channel,
  plan: { next, patience },
}: {
  preview: Preview;
  channel: WritingChannel;
  plan: Plan;
}) {
  const { data } = useQuery({ ...policyQuery, staleTime: 300_000 });
  if (next === "none") return null;
  const other = otherWay(channel);
  const first = preview.answer?.plan.find((hop) => hop.channel === channel)?.decision;
  const answer = preview.answer?.plan.find((hop) => hop.channel === other)?.decision;
  const minutes = patience ?? data?.policy.fallbackMinutes[channel];
  const heard = channel === "IN_APP" ? "nobody has opened it" : "nothing is heard of it";
  const silence = minutes === undefined ? "" : `, or when ${heard} for ${spanWords(minutes)}`;
  const words =
    answer?.kind === "block"
      ? `${A[other]} could not follow. ${answer.words}`
      : first?.kind === "block"
        ? `${THE[channel]} itself cannot go, so ${THE[other].toLowerCase()} goes at once.`
        : next === "waits"
          ? `${A[other]} goes instead when this has to wait or fails${silence}.`
          : `${A[other]} follows when this fails${silence}.`;
  return (
    <p className="flex items-start gap-1.5 text-sm text-muted" aria-live="polite">
      <Route aria-hidden className="mt-px size-4 shrink-0" />
      {words}
    </p>
  );
}
