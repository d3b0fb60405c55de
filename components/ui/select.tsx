"use client";

import * as Radix from "@radix-ui/react-select";
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { useFieldControl } from "@/components/ui/field";
import { controlClass } from "@/components/ui/input";

export interface SelectOption<T extends string> {
  value: T;
  label: string;
  hint?: ReactNode;
  icon?: ReactNode;
  disabled?: boolean | undefined;
}

export interface SelectProps<T extends string> {
  value: T | undefined;
  onChange: (value: T) => void;
  options: readonly SelectOption<T>[];
  placeholder?: string | undefined;
  /** Needed outside of a `Field`. */
  label?: string | undefined;
  disabled?: boolean | undefined;
  onBlur?: (() => void) | undefined;
  className?: string | undefined;
}

/** A closed choice of up to about twenty; longer lists belong in a search. Values are never the empty string. */
export function Select<T extends string>(props: SelectProps<T>) {
  const field = useFieldControl();
  const choose = (value: string) => {
    const option = props.options.find((each) => each.value === value);
    if (option !== undefined) props.onChange(option.value);
  };
  return (
    <Radix.Root value={props.value ?? ""} onValueChange={choose} disabled={props.disabled ?? false}>
      <Radix.Trigger
        {...field}
        aria-label={props.label}
        {...(props.onBlur === undefined ? {} : { onBlur: props.onBlur })}
        className={cn(
          controlClass,
          "flex h-8 items-center justify-between gap-2 px-2.5 text-left data-[placeholder]:text-muted pointer-coarse:h-10",
          props.className,
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={props.placeholder ?? "Choose"} />
        </span>
        <Radix.Icon>
          <ChevronDown aria-hidden className="size-4 text-muted" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-pop max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden rounded-md bg-surface-raised shadow-pop animate-pop-in"
        >
          <Radix.Viewport className="p-1">
            {props.options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className="flex min-h-8 cursor-pointer select-none items-center gap-2 rounded px-2 py-1 outline-none data-[disabled]:cursor-not-allowed data-[disabled]:text-muted data-[highlighted]:bg-surface-hover"
              >
                {option.icon}
                <span className="flex min-w-0 flex-1 flex-col">
                  <Radix.ItemText>{option.label}</Radix.ItemText>
                  {option.hint !== undefined && <span className="text-sm text-muted">{option.hint}</span>}
                </span>
                <Radix.ItemIndicator>
                  <Check aria-hidden className="size-4 text-accent-text" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
