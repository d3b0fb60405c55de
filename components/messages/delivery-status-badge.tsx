"use client";

import { Check, CheckCheck, CircleAlert, Clock, LoaderCircle, TriangleAlert } from "lucide-react";
import { lazy, Suspense } from "react";
import { cn } from "@/components/ui/cn";
import { fetched } from "@/components/ui/fetched";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import type { MessageView } from "@/lib/messages/schema";

const MessageStory = lazy(fetched(() => import("@/components/messages/message-story")));

const tones = {
  neutral: { Icon: Clock, color: "text-bubble-muted" },
  progress: { Icon: Check, color: "text-bubble-muted" },
  success: { Icon: CheckCheck, color: "text-bubble-muted" },
  warning: { Icon: TriangleAlert, color: "text-warning-text" },
  danger: { Icon: CircleAlert, color: "text-danger-text" },
};

/** What became of a message, in words with a picture. A click tells the whole story: who decided what, when and why. */
export function DeliveryStatusBadge({
  message,
  zone,
}: {
  message: Pick<MessageView, "id" | "badge" | "status">;
  /** The patient's zone, for times that are the patient's. */
  zone?: string | undefined;
}) {
  const { label, tone } = message.badge;
  const { Icon, color } = tones[tone];
  const sending = message.status === "PENDING" && tone === "progress";
  return (
    <Popover
      label={`What happened: ${label}`}
      align="end"
      side="top"
      className="w-96"
      trigger={
        <button
          type="button"
          className={cn(
            "touch-area inline-flex min-h-6 items-center gap-1 rounded px-1 text-xs hover:underline data-[state=open]:underline",
            color,
            (tone === "warning" || tone === "danger") && "font-medium",
          )}
        >
          {sending ? (
            <LoaderCircle aria-hidden className="size-3.5 motion-safe:animate-spin" />
          ) : (
            <Icon aria-hidden className="size-3.5" />
          )}
          {label}
        </button>
      }
    >
      <Suspense fallback={<Skeleton className="h-32 w-full" />}>
        <MessageStory id={message.id} zone={zone} />
      </Suspense>
    </Popover>
  );
}
