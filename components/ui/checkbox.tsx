"use client";

import { Check, Minus } from "lucide-react";
import { type ComponentProps, type ReactNode, useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";

export interface CheckboxProps
  extends Omit<ComponentProps<"input">, "type" | "onChange" | "checked" | "ref"> {
  label: ReactNode;
  hideLabel?: boolean | undefined;
  hint?: ReactNode;
  checked: boolean | "mixed";
  onChange: (checked: boolean) => void;
}

export function Checkbox({ label, hideLabel, hint, checked, onChange, className, ...rest }: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = checked === "mixed";
  }, [checked]);
  const Mark = checked === "mixed" ? Minus : Check;
  return (
    <label
      className={cn(
        "inline-flex min-h-6 min-w-6 cursor-pointer items-start gap-2 py-0.5 has-disabled:cursor-not-allowed",
        className,
      )}
    >
      <span className="relative mt-px inline-flex size-[18px] shrink-0">
        <input
          {...rest}
          ref={box}
          type="checkbox"
          checked={checked === true}
          onChange={(event) => onChange(event.target.checked)}
          className="touch-area size-full cursor-[inherit] appearance-none rounded border border-border-strong bg-surface transition-colors checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent aria-invalid:border-danger disabled:opacity-50"
        />
        {checked !== false && (
          <Mark
            aria-hidden
            strokeWidth={3}
            className="pointer-events-none absolute inset-0 m-auto size-3.5 text-on-accent"
          />
        )}
      </span>
      <span className={cn("flex flex-col", hideLabel === true && "sr-only")}>
        <span>{label}</span>
        {hint !== undefined && <span className="text-sm text-muted">{hint}</span>}
      </span>
    </label>
  );
}
