"use client";

import { useSyncExternalStore } from "react";
import { cn } from "@/components/ui/cn";
import { keyCaps } from "@/components/ui/keys";

const never = () => () => {};

/** True on Apple keyboards; false while the server renders, so that both sides agree on the first paint. */
export function useMac(): boolean {
  return useSyncExternalStore(
    never,
    () => /mac|iphone|ipad/i.test(navigator.platform),
    () => false,
  );
}

/** Key caps for `"mod+k"` or `"g i"`. Decoration: the control carries the same keys in `aria-keyshortcuts`. */
export function Kbd({ keys, className }: { keys: string; className?: string | undefined }) {
  const mac = useMac();
  return (
    <span aria-hidden className={cn("inline-flex shrink-0 items-center gap-1 text-xs", className)}>
      {keyCaps(keys, mac).map((press) => (
        <kbd
          key={press.join("+")}
          className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded border border-border bg-surface-sunken px-1 font-sans text-muted"
        >
          {press.join(mac ? "" : " ")}
        </kbd>
      ))}
    </span>
  );
}

/** `"mod+k"` as `aria-keyshortcuts` wants it (`"Control+K"`); sequences have no form there and give nothing. */
export function ariaKeys(keys: string | undefined, mac: boolean): string | undefined {
  if (keys === undefined || keys.includes(" ")) return undefined;
  return keys
    .replace("mod", mac ? "Meta" : "Control")
    .replace(/(^|\+)([a-z])/g, (letter) => letter.toUpperCase());
}
