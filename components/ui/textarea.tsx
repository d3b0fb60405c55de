"use client";

import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { useFieldControl } from "@/components/ui/field";
import { controlClass } from "@/components/ui/input";

/** Grows with its words, up to 40% of the screen's height. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  const field = useFieldControl();
  return (
    <textarea
      dir="auto"
      {...field}
      {...rest}
      rows={rows}
      className={cn(controlClass, "field-sizing-content max-h-[40dvh] resize-y px-2.5 py-1.5", className)}
    />
  );
}
