"use client";

import * as Radix from "@radix-ui/react-popover";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export interface PopoverProps {
  trigger: ReactNode;
  /** The accessible name of what opens. */
  label: string;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  align?: "start" | "center" | "end" | undefined;
  side?: "top" | "right" | "bottom" | "left" | undefined;
  className?: string | undefined;
  children: ReactNode;
}

export function Popover(props: PopoverProps) {
  const { open, onOpenChange } = props;
  return (
    <Radix.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={props.label}
          align={props.align ?? "start"}
          side={props.side ?? "bottom"}
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            "z-pop max-h-(--radix-popover-content-available-height) w-80 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg bg-surface-raised p-3 shadow-pop animate-pop-in",
            props.className,
          )}
        >
          {props.children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
