import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export type Tone = "neutral" | "accent" | "success" | "warning" | "danger" | "note";

export const softTone: Record<Tone, string> = {
  neutral: "bg-surface-hover text-text",
  accent: "bg-accent-soft text-accent-text",
  success: "bg-success-soft text-success-text",
  warning: "bg-warning-soft text-warning-text",
  danger: "bg-danger-soft text-danger-text",
  note: "bg-note text-note-text",
};

/** A short fact in words; colour only supports what the words say. */
export function Badge({
  tone = "neutral",
  icon,
  className,
  children,
}: {
  tone?: Tone | undefined;
  icon?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <span
      className={cn(
        "inline-flex h-5 max-w-full shrink-0 items-center gap-1 rounded px-1.5 text-xs font-medium [&_svg]:size-3.5 [&_svg]:shrink-0",
        softTone[tone],
        className,
      )}
    >
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}

/** A number beside a name. Above 999 it says so instead of pushing the name away. */
export function Count({
  value,
  tone = "neutral",
}: {
  value: number;
  tone?: "neutral" | "accent" | "danger" | undefined;
}) {
  return (
    <span
      className={cn(
        "figures inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-full px-1.5 text-xs font-medium",
        softTone[tone],
      )}
    >
      {value > 999 ? "999+" : value}
    </span>
  );
}
