"use client";

import { useLiveState } from "@/components/live/provider";
import { OfflineBanner } from "@/components/shell/offline-banner";
import { useNow } from "@/components/ui/clock";

/** "Back online" stays this long. */
const SHOWN_MS = 20_000;

/** Says that the line is gone, and, when it is back, what came meanwhile. Goes into the shell's `offlineBanner`. */
export function ConnectionBanner() {
  const { state, since, caughtUp, back } = useLiveState();
  const now = useNow();
  if (state === "offline" && since) return <OfflineBanner since={since} />;
  if (!caughtUp && state === "catching up") return <Line>Back online. Catching up…</Line>;
  if (!caughtUp || !back || now.getTime() - back.at.getTime() > SHOWN_MS) return null;
  return (
    <Line>
      {back.messages === 0 ? "Back online. Nothing was missed." : `Back online, ${came(back.messages)}.`}
    </Line>
  );
}

function came(messages: number): string {
  return messages === 1 ? "1 new or changed message" : `${messages} new or changed messages`;
}

function Line({ children }: { children: string }) {
  return (
    <p role="status" className="figures bg-success-soft px-3 py-1.5 text-center text-text">
      {children}
    </p>
  );
}
