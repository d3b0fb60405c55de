import { CircleAlert, CircleCheck, CircleHelp, Lightbulb, type LucideIcon } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Check } from "@/lib/setup/schema";

const STATES: Record<Check["state"], { icon: LucideIcon; label: string; tone: string }> = {
  ok: { icon: CircleCheck, label: "All right", tone: "text-success-text" },
  advice: { icon: Lightbulb, label: "Could be better", tone: "text-muted" },
  problem: { icon: CircleAlert, label: "To mend", tone: "text-danger-text" },
  unknown: { icon: CircleHelp, label: "Could not be seen", tone: "text-warning-text" },
};

/** One check of the setup: what was found, and what to do about it. */
export function CheckLine({ check }: { check: Check }) {
  const { icon: Icon, label, tone } = STATES[check.state];
  return (
    <li className="flex gap-3 px-3 py-3">
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", tone)} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          <span className="break-words">{check.title}</span>
          <span className="sr-only">: {label}</span>
        </p>
        <p className="max-w-reading break-words text-muted">{check.found}</p>
        {check.fix && <p className="mt-1 max-w-reading break-words">{check.fix}</p>}
        {check.lastSignedAt !== undefined && (
          <p className="mt-1 text-sm text-muted">
            Last event with a good signature:{" "}
            {check.lastSignedAt ? <RelativeTime at={check.lastSignedAt} /> : "none yet"}
          </p>
        )}
      </div>
    </li>
  );
}
