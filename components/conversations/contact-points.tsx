import { CircleAlert, Mail, Phone, Smartphone, Users } from "lucide-react";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ConversationDetail } from "@/lib/conversations/schema";

type Point = ConversationDetail["patient"]["contactPoints"][number];

const icons = { phone: Phone, email: Mail, device: Smartphone };
const states = { ok: null, failing: "Fails now and then", closed: "No longer works" };

/** Numbers and addresses, with their health, opt-outs and who shares them, in words. */
export function ContactPoints({ points }: { points: readonly Point[] }) {
  if (points.length === 0) return <p className="text-muted">No number and no address yet.</p>;
  return (
    <ul className="flex flex-col gap-2">
      {points.map((point) => {
        const Icon = icons[point.kind];
        // That others have it too is no trouble, and is said once.
        const isWell = point.health === "ok" && point.optedOutSince === null;
        const words =
          isWell && point.sharedWith.length > 0 ? null : (point.healthWords ?? states[point.health]);
        const stopped = point.optedOutSince !== null && point.healthWords === null;
        return (
          <li key={point.id} className="flex gap-2.5">
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
            <div className="min-w-0 flex-1">
              <p className="figures [overflow-wrap:anywhere]">
                {point.shown}
                {point.isPrimary && points.filter((each) => each.kind === point.kind).length > 1 && (
                  <span className="text-sm text-muted"> (first choice)</span>
                )}
              </p>
              {words !== null && (
                <p className="flex gap-1 text-sm text-danger-text">
                  <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
                  <span>{words}</span>
                </p>
              )}
              {stopped && point.optedOutSince !== null && (
                <p className="text-sm text-warning-text">
                  Stopped our {point.kind === "email" ? "emails" : "texts"}{" "}
                  <RelativeTime at={point.optedOutSince} />
                </p>
              )}
              {point.sharedWith.length > 0 && (
                <p className="flex gap-1 text-sm text-muted">
                  <Users aria-hidden className="mt-0.5 size-3.5 shrink-0" />
                  <span>Shared with {new Intl.ListFormat("en").format(point.sharedWith)}</span>
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
