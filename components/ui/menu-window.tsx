"use client";

import * as Radix from "@radix-ui/react-dropdown-menu";
import type { MenuProps } from "@/components/ui/menu";
import { MenuParts } from "@/components/ui/menu-parts";
import type { OpeningState } from "@/components/ui/opening";

export default function MenuWindow(props: MenuProps & OpeningState) {
  return (
    <MenuParts value={Radix}>
      <Radix.Root modal={false} open={props.open} onOpenChange={props.onOpenChange}>
        <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            align={props.align ?? "start"}
            side={props.side ?? "bottom"}
            sideOffset={4}
            collisionPadding={8}
            className="z-pop max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto rounded-lg bg-surface-raised p-1 shadow-pop animate-pop-in"
          >
            {props.children}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </MenuParts>
  );
}
