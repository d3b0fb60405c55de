"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

const HOLD_MS = 1000;

/** Does its work after being held for a second, by pointer, Space or Enter. Letting go before changes nothing. */
export function HoldButton({
  onHeld,
  disabled,
  children,
}: {
  onHeld: () => void;
  disabled?: boolean | undefined;
  children: ReactNode;
}) {
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const start = () => {
    if (disabled === true || holding) return;
    setHolding(true);
    timer.current = setTimeout(() => {
      setHolding(false);
      onHeld();
    }, HOLD_MS);
  };
  const stop = () => {
    clearTimeout(timer.current);
    setHolding(false);
  };
  const isTrigger = (key: string) => key === " " || key === "Enter";

  return (
    <button
      type="button"
      disabled={disabled}
      onPointerDown={start}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
      onContextMenu={(event) => event.preventDefault()}
      onBlur={stop}
      onKeyDown={(event) => {
        if (!isTrigger(event.key)) return;
        event.preventDefault();
        if (!event.repeat) start();
      }}
      onKeyUp={(event) => isTrigger(event.key) && stop()}
      className={cn(buttonClass("danger"), "relative touch-none overflow-hidden")}
    >
      <span
        aria-hidden
        style={{ transitionDuration: holding ? `${HOLD_MS}ms` : "80ms" }}
        className={cn(
          "absolute inset-0 origin-left bg-overlay/30 transition-transform ease-linear",
          holding ? "scale-x-100" : "scale-x-0",
        )}
      />
      <span className="relative">{children}</span>
    </button>
  );
}
