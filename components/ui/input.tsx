"use client";

import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { useFieldControl } from "@/components/ui/field";

/** 16 px under a coarse pointer: iOS zooms the page into anything smaller. */
export const controlClass =
  "w-full min-w-0 rounded-md border border-border-strong bg-surface text-base text-text transition-colors pointer-coarse:text-lg " +
  "hover:border-text-muted aria-invalid:border-danger disabled:cursor-not-allowed disabled:bg-surface-sunken disabled:text-muted " +
  "focus-visible:outline-offset-0";

export interface InputProps extends ComponentProps<"input"> {
  /** An icon before the text; decoration only. */
  icon?: ReactNode;
  /** Something after the text: a clear button, key caps, a unit. */
  end?: ReactNode;
}

export function Input({ icon, end, className, ...rest }: InputProps) {
  const field = useFieldControl();
  const input = (
    <input
      {...field}
      {...rest}
      className={cn(
        controlClass,
        "h-8 px-2.5 pointer-coarse:h-10",
        icon !== undefined && "pl-8",
        end !== undefined && "pr-9",
        icon === undefined && end === undefined && className,
      )}
    />
  );
  if (icon === undefined && end === undefined) return input;
  return (
    <div className={cn("relative w-full min-w-0", className)}>
      {icon !== undefined && (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-muted [&_svg]:size-4"
        >
          {icon}
        </span>
      )}
      {input}
      {end !== undefined && <span className="absolute inset-y-0 right-1.5 flex items-center">{end}</span>}
    </div>
  );
}
