"use client";

import * as Radix from "@radix-ui/react-dialog";
import { X } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { overlayClass } from "@/components/ui/overlay";
import type { SheetProps } from "@/components/ui/sheet";
import { startInside, useFocusReturn } from "@/components/ui/use-focus-return";

export default function SheetWindow({
  open,
  onOpenChange,
  title,
  description,
  footer,
  side = "right",
  children,
}: SheetProps) {
  const focus = useFocusReturn(startInside);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content
          {...focus}
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
          className={cn(
            "fixed z-dialog outline-none flex flex-col bg-surface-raised shadow-dialog",
            side === "right" && "inset-y-0 right-0 w-full max-w-md animate-sheet-in",
            side === "bottom" &&
              "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-xl pb-[env(safe-area-inset-bottom)] animate-sheet-up",
          )}
        >
          <header className="flex items-start gap-3 border-b px-4 py-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="text-muted">{description}</Radix.Description>
              )}
            </div>
            <IconButton
              label="Close"
              keys="escape"
              icon={<X />}
              onClick={() => onOpenChange(false)}
              className="-mr-1"
            />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
          {footer !== undefined && (
            <footer className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
