"use client";

import { Phone, Siren } from "lucide-react";
import Link from "next/link";
import { useTake } from "@/components/emergencies/use-take";
import { headline, standing, toldWords } from "@/components/emergencies/words";
import { useMay } from "@/components/staff/me";
import { Button, buttonClass } from "@/components/ui/button";
import { useZone } from "@/components/ui/clock";
import type { EmergencyView } from "@/lib/emergencies/schema";

/** What was said, what became of the reply, and the two things a person can do: have it, and call. */
export function EmergencyLine({ one, withThread = false }: { one: EmergencyView; withThread?: boolean }) {
  const take = useTake();
  const may = useMay("conversation.write");
  const zone = useZone();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Siren aria-hidden className="size-5 shrink-0 text-danger" />
      <p className="min-w-40 flex-1 text-pretty">
        <strong className="font-semibold">{headline(one)}</strong> {standing(one, zone)}
        {one.told.length > 0 && (
          <span className="figures block text-sm text-muted">
            {one.told.map((told) => toldWords(told, zone)).join(" ")}
          </span>
        )}
      </p>
      <span className="flex flex-wrap gap-2">
        {may && (
          <Button
            size="sm"
            variant="primary"
            loading={take.isPending}
            disabled={take.isSuccess}
            onClick={() => take.mutate(one.id)}
          >
            I have it
          </Button>
        )}
        {one.phone !== null && (
          <a href={`tel:${one.phone.value}`} className={buttonClass("secondary", "sm")}>
            <Phone aria-hidden className="size-3.5" />
            {one.callNow ? "Call now" : "Call"} {one.phone.shown}
          </a>
        )}
        {withThread && (
          <Link href={`/inbox/${one.conversationId}`} className={buttonClass("secondary", "sm")}>
            Open the thread
          </Link>
        )}
      </span>
    </div>
  );
}
