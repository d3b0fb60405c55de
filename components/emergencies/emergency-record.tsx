"use client";

import { useQuery } from "@tanstack/react-query";
import { threadEmergenciesQuery } from "@/components/emergencies/api";
import { allToldWords, replyWords, takenWords } from "@/components/emergencies/words";
import { Button } from "@/components/ui/button";
import { useZone } from "@/components/ui/clock";
import { Skeleton } from "@/components/ui/skeleton";
import { exactTime } from "@/components/ui/time-words";

/** What was done about words that came at this instant: they belong to the last emergency that had begun by then. */
export default function EmergencyRecord({ conversationId, at }: { conversationId: string; at: string }) {
  const { data, error, refetch } = useQuery(threadEmergenciesQuery(conversationId));
  const zone = useZone();
  if (error && !data) {
    return (
      <div className="flex flex-col items-start gap-2">
        <p>{error.message}</p>
        <Button size="sm" onClick={() => void refetch()}>
          Try again
        </Button>
      </div>
    );
  }
  if (!data) return <Skeleton className="h-12 w-64" />;
  const one = data.items.find((item) => item.at <= at);
  if (!one) return <p className="max-w-sm">Nothing more is recorded about this one.</p>;
  const lines = [replyWords(one, zone), allToldWords(one, zone), takenWords(one, zone)];
  return (
    <div className="flex max-w-sm flex-col gap-1">
      <p className="figures text-sm text-muted">{exactTime(new Date(one.at), zone)}</p>
      {lines.filter(Boolean).map((line) => (
        <p key={line} className="figures text-pretty">
          {line}
        </p>
      ))}
    </div>
  );
}
