"use client";

import * as Radix from "@radix-ui/react-dialog";
import { X } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { DialogProps } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { overlayClass } from "@/components/ui/overlay";
import { startInside, useFocusReturn } from "@/components/ui/use-focus-return";

const widths = { sm: "max-w-sm", md: "max-w-lg", lg: "max-w-3xl" };

export default function DialogWindow({
  open,
  onOpenChange,
  title,
  hideTitle,
  description,
  footer,
  size = "md",
  children,
}: DialogProps) {
  const focus = useFocusReturn(startInside);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <div className="pointer-events-none fixed inset-0 z-dialog flex items-start justify-center p-3 sm:pt-[12dvh]">
          <Radix.Content
            {...focus}
            {...(description === undefined ? { "aria-describedby": undefined } : {})}
            className={cn(
              "outline-none pointer-events-auto flex max-h-[calc(100dvh-1.5rem)] w-full flex-col rounded-xl bg-surface-raised shadow-dialog animate-pop-in sm:max-h-[76dvh]",
              widths[size],
            )}
          >
            <header className={cn("flex items-start gap-3 px-5 pt-4 pb-3", hideTitle === true && "sr-only")}>
              <div className="min-w-0 flex-1">
                <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
                {description !== undefined && (
                  <Radix.Description className="mt-0.5 text-muted">{description}</Radix.Description>
                )}
              </div>
              {hideTitle !== true && (
                <IconButton
                  label="Close"
                  keys="escape"
                  icon={<X />}
                  onClick={() => onOpenChange(false)}
                  className="-mr-2"
                />
              )}
            </header>
            <div className={cn("min-h-0 flex-1 overflow-y-auto", hideTitle !== true && "px-5 pb-5")}>
              {children}
            </div>
            {footer !== undefined && (
              <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{footer}</footer>
            )}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}
