"use client";

import * as Radix from "@radix-ui/react-popover";
import { cn } from "@/components/ui/cn";
import type { OpeningState } from "@/components/ui/opening";
import type { PopoverProps } from "@/components/ui/popover";

export default function PopoverWindow(props: PopoverProps & OpeningState) {
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
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
