"use client";

import { type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn";

export interface SegmentedControlProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly {
    value: T;
    label: string;
    icon?: ReactNode;
    disabled?: boolean | undefined;
    /** Shows the icon alone; the label stays for screen readers. */
    iconOnly?: boolean | undefined;
  }[];
  className?: string | undefined;
}

/** A choice of two to five, all in sight. Radio buttons underneath: arrow keys move, one is always chosen. */
export function SegmentedControl<T extends string>({
  label,
  value,
  onChange,
  options,
  className,
}: SegmentedControlProps<T>) {
  const name = useId();
  return (
    <fieldset className={cn("inline-flex max-w-full rounded-md bg-surface-hover p-0.5", className)}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          title={option.iconOnly === true ? option.label : undefined}
          className={cn(
            "relative inline-flex min-h-7 min-w-7 flex-1 cursor-pointer items-center justify-center gap-1.5 whitespace-nowrap rounded px-2.5 text-sm text-muted transition-colors",
            "hover:text-text has-checked:bg-surface has-checked:font-medium has-checked:text-text has-checked:shadow-sm",
            "has-disabled:cursor-not-allowed has-disabled:opacity-55 has-focus-visible:outline-2 has-focus-visible:outline-focus",
            "pointer-coarse:min-h-10 [&_svg]:size-4 [&_svg]:shrink-0",
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 cursor-[inherit] appearance-none outline-none"
          />
          {option.icon}
          <span className={cn("pointer-events-none", option.iconOnly === true && "sr-only")}>
            {option.label}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
