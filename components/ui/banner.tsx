import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { softTone } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";

export interface BannerProps {
  tone?: "neutral" | "accent" | "success" | "warning" | "danger" | undefined;
  title?: ReactNode;
  /** Buttons or links, at the end. */
  action?: ReactNode;
  /** `polite` when it appears by itself, `assertive` when work is lost without it. */
  live?: "off" | "polite" | "assertive" | undefined;
  /** Spans the screen without rounded corners. */
  flush?: boolean | undefined;
  className?: string | undefined;
  children?: ReactNode;
}

const icons = {
  neutral: Info,
  accent: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
};

export function Banner({
  tone = "neutral",
  title,
  action,
  live = "off",
  flush,
  className,
  children,
}: BannerProps) {
  const Icon = icons[tone];
  return (
    <div
      aria-live={live}
      className={cn(
        "flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2",
        softTone[tone],
        flush !== true && "rounded-lg",
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 basis-64 items-start gap-2">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        <div className="min-w-0 text-text">
          {title !== undefined && <p className="font-medium">{title}</p>}
          {children}
        </div>
      </div>
      {action !== undefined && <div className="flex shrink-0 flex-wrap gap-2">{action}</div>}
    </div>
  );
}
