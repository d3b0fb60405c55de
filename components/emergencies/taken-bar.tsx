"use client";

import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { threadEmergenciesQuery } from "@/components/emergencies/api";
import { allToldWords, headline, replyWords, takenWords } from "@/components/emergencies/words";
import { useNow, useZone } from "@/components/ui/clock";

/** So long after *I have it* the whole team still sees who has it. */
const SHOWN_MS = 24 * 3_600_000;

/** After *I have it*: who has it since when, what became of the reply, and who of the people on call was told. */
export default function TakenBar({ conversationId }: { conversationId: string }) {
  const { data } = useQuery(threadEmergenciesQuery(conversationId));
  const zone = useZone();
  const now = useNow();
  const newest = data?.items[0];
  if (!newest?.taken || now.getTime() - new Date(newest.taken.at).getTime() > SHOWN_MS) return null;
  return (
    <section
      aria-label="Who has the possible emergency"
      className="flex shrink-0 items-start gap-3 border-b bg-surface-sunken px-4 py-2"
    >
      <ShieldCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
      <p className="min-w-0 flex-1 text-pretty">
        {headline(newest)} <strong className="font-semibold">{takenWords(newest, zone)}</strong>
        <span className="figures block text-sm text-muted">
          {[replyWords(newest, zone), allToldWords(newest, zone)].filter(Boolean).join(" ")}
        </span>
      </p>
    </section>
  );
}
