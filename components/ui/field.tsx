"use client";

import { CircleAlert } from "lucide-react";
import { createContext, type ReactNode, use, useId } from "react";
import { cn } from "@/components/ui/cn";

interface FieldState {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
}

const FieldContext = createContext<FieldState | null>(null);

/** What a control inside a `Field` puts on its element; outside of one it gives nothing. */
export function useFieldControl() {
  const field = use(FieldContext);
  if (field === null) return {};
  return {
    id: field.id,
    "aria-describedby": field.describedBy,
    "aria-invalid": field.invalid || undefined,
    "aria-required": field.required || undefined,
  };
}

export interface FieldProps {
  label: ReactNode;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean | undefined;
  hint?: ReactNode;
  /** Says what is wrong and how to put it right. */
  error?: ReactNode;
  required?: boolean | undefined;
  optional?: boolean | undefined;
  className?: string | undefined;
  children: ReactNode;
}

/** Label, hint and error around one control, tied together for assistive technology. */
export function Field({
  label,
  hideLabel,
  hint,
  error,
  required,
  optional,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const wrong = error !== undefined && error !== null && error !== "" && error !== false;
  const hinted = hint !== undefined && hint !== null;
  const describedBy = [wrong && `${id}-error`, hinted && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <FieldContext
      value={{
        id,
        describedBy: describedBy === "" ? undefined : describedBy,
        invalid: wrong,
        required: required === true,
      }}
    >
      <div className={cn("flex min-w-0 flex-col gap-1", className)}>
        <label htmlFor={id} className={cn("text-sm font-medium", hideLabel === true && "sr-only")}>
          {label}
          {optional === true && <span className="font-normal text-muted"> (optional)</span>}
        </label>
        {children}
        {hinted && (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
        {wrong && (
          <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm text-danger-text">
            <CircleAlert aria-hidden className="mt-px size-4 shrink-0" />
            <span>{error}</span>
          </p>
        )}
      </div>
    </FieldContext>
  );
}
