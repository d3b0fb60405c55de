"use client";

import * as Radix from "@radix-ui/react-tabs";
import type { ReactNode } from "react";
import { Count } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";

export interface TabsProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  items: readonly { value: T; label: string; count?: number | undefined }[];
  className?: string | undefined;
  /** One `TabPanel` for each item. */
  children: ReactNode;
}

export function Tabs<T extends string>({ label, value, onChange, items, className, children }: TabsProps<T>) {
  const choose = (next: string) => {
    const item = items.find((each) => each.value === next);
    if (item !== undefined) onChange(item.value);
  };
  return (
    <Radix.Root value={value} onValueChange={choose} className={cn("flex min-h-0 flex-col", className)}>
      <Radix.List aria-label={label} className="flex shrink-0 gap-1 overflow-x-auto border-b px-1">
        {items.map((item) => (
          <Radix.Trigger
            key={item.value}
            value={item.value}
            className="focus-inset -mb-px inline-flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-muted transition-colors hover:text-text data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-text pointer-coarse:h-11"
          >
            {item.label}
            {item.count !== undefined && <Count value={item.count} />}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  );
}

export function TabPanel({
  value,
  className,
  children,
}: {
  value: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <Radix.Content value={value} className={cn("min-h-0 flex-1", className)}>
      {children}
    </Radix.Content>
  );
}
