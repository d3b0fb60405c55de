"use client";

import { Check } from "lucide-react";
import { lazy, type ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { fetched } from "@/components/ui/fetched";
import { Kbd } from "@/components/ui/kbd";
import { useMenuParts } from "@/components/ui/menu-parts";
import { Opening, type Trigger } from "@/components/ui/opening";

const load = () => import("@/components/ui/menu-window");
const MenuWindow = lazy(fetched(load));

const rowClass =
  "flex min-h-8 cursor-pointer select-none items-center gap-2.5 rounded px-2 py-1 outline-none data-[highlighted]:bg-surface-hover " +
  "data-[disabled]:cursor-not-allowed data-[disabled]:opacity-55 pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0";

export interface MenuProps {
  /** The button that opens it: a `Button` or an `IconButton`. */
  trigger: Trigger;
  align?: "start" | "center" | "end" | undefined;
  side?: "top" | "right" | "bottom" | "left" | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  children: ReactNode;
}

/** A button that opens a list of things to do. */
export function Menu(props: MenuProps) {
  return (
    <Opening {...props} opens="menu" preload={load}>
      {(state) => <MenuWindow {...props} {...state} />}
    </Opening>
  );
}

export interface MenuItemProps {
  icon?: ReactNode;
  keys?: string | undefined;
  danger?: boolean | undefined;
  disabled?: boolean | undefined;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem({ icon, keys, danger, disabled, onSelect, children }: MenuItemProps) {
  const Radix = useMenuParts();
  return (
    <Radix.Item
      disabled={disabled ?? false}
      onSelect={onSelect}
      className={cn(rowClass, danger === true && "text-danger-text data-[highlighted]:bg-danger-soft")}
    >
      {icon}
      <span className="flex-1">{children}</span>
      {keys !== undefined && <Kbd keys={keys} className="ml-4" />}
    </Radix.Item>
  );
}

/** One choice among a few, the chosen one ticked. */
export function MenuChoice<T extends string>({
  label,
  value,
  onChange,
  options,
}: {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
}) {
  const Radix = useMenuParts();
  const choose = (next: string) => {
    const option = options.find((each) => each.value === next);
    if (option !== undefined) onChange(option.value);
  };
  return (
    <Radix.RadioGroup value={value} onValueChange={choose}>
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={rowClass}>
          {option.icon}
          <span className="flex-1">{option.label}</span>
          <Radix.ItemIndicator>
            <Check aria-hidden className="text-accent-text" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

/** A row that is on or off; the menu stays open. */
export function MenuCheck({
  checked,
  onChange,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}) {
  const Radix = useMenuParts();
  return (
    <Radix.CheckboxItem
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
      className={rowClass}
    >
      <span className="flex-1">{children}</span>
      <Radix.ItemIndicator>
        <Check aria-hidden className="text-accent-text" />
      </Radix.ItemIndicator>
    </Radix.CheckboxItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  const Radix = useMenuParts();
  return <Radix.Label className="px-2 pt-1.5 pb-0.5 text-xs font-medium text-muted">{children}</Radix.Label>;
}

export function MenuSeparator() {
  const Radix = useMenuParts();
  return <Radix.Separator className="-mx-1 my-1 h-px bg-border" />;
}
