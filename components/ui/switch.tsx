"use client";

import { type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn";

export interface SwitchProps {
  label: ReactNode;
  hideLabel?: boolean | undefined;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean | undefined;
  className?: string | undefined;
}

/** For a setting that takes effect at once; inside a form that is saved later, use a checkbox. */
export function Switch({ label, hideLabel, hint, checked, onChange, disabled, className }: SwitchProps) {
  const id = useId();
  return (
    <span className={cn("flex items-start justify-between gap-4", className)}>
      <span className={cn("flex min-w-0 flex-col", hideLabel === true && "sr-only")}>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <span id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </span>
        )}
      </span>
      <button
        type="button"
        role="switch"
        id={id}
        aria-checked={checked}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        disabled={disabled}
        onClick={() => onChange(!checked)}
        className={cn(
          "touch-area inline-flex h-6 w-10 shrink-0 items-center rounded-full border p-0.5 transition-colors disabled:cursor-not-allowed disabled:opacity-50",
          checked ? "border-accent bg-accent" : "border-border-strong bg-surface-hover",
        )}
      >
        <span
          className={cn(
            "size-4.5 rounded-full transition-transform",
            checked ? "translate-x-4 bg-on-accent" : "translate-x-0 bg-border-strong",
          )}
        />
      </button>
    </span>
  );
}
