"use client";

import { type CSSProperties, useEffect, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Kbd } from "@/components/ui/kbd";

const SHOW_MS = 350;
const HIDE_MS = 80;
const GAP = 6;
const EDGE = 8;

interface Tip {
  of: HTMLElement;
  text: string;
  keys: string | undefined;
  side: string;
}

function tipOf(target: EventTarget | null): Tip | null {
  const of = target instanceof Element ? target.closest<HTMLElement>("[data-tip]") : null;
  if (of === null || of.dataset.state === "open" || of.getAttribute("aria-expanded") === "true") return null;
  return { of, text: of.dataset.tip ?? "", keys: of.dataset.tipKeys, side: of.dataset.tipSide ?? "bottom" };
}

/** Beside its control, on the other side where there is no room, and never over the screen's edge. */
function place(tip: DOMRect, control: DOMRect, side: string): CSSProperties {
  const room = { right: innerWidth, bottom: innerHeight };
  const within = (at: number, size: number, end: number) => Math.max(EDGE, Math.min(at, end - size - EDGE));
  const midX = control.left + (control.width - tip.width) / 2;
  const midY = control.top + (control.height - tip.height) / 2;
  const below = control.bottom + GAP;
  const above = control.top - GAP - tip.height;
  const after = control.right + GAP;
  const before = control.left - GAP - tip.width;
  if (side === "left" || side === "right") {
    const fits = side === "right" ? after + tip.width < room.right : before < EDGE;
    return { left: fits ? after : before, top: within(midY, tip.height, room.bottom) };
  }
  const fits = side === "top" ? above < EDGE : below + tip.height < room.bottom;
  return { left: within(midX, tip.width, room.right), top: fits ? below : above };
}

/** Shows the words of whatever `Tooltip` is pointed at or reached by keyboard; Escape puts them away. Mounted once. */
export function TooltipLayer() {
  const [tip, setTip] = useState<Tip | null>(null);
  const [style, setStyle] = useState<CSSProperties>({});
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shown: Tip | null = null;
    const set = (next: Tip | null, afterMs: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        shown = next;
        setTip(next);
      }, afterMs);
    };
    const over = (event: PointerEvent) => {
      if (
        event.pointerType === "touch" ||
        (event.target instanceof Node && box.current?.contains(event.target))
      ) {
        clearTimeout(timer);
        return;
      }
      const next = tipOf(event.target);
      if (next?.of !== shown?.of || next === null)
        set(next, next === null ? HIDE_MS : shown === null ? SHOW_MS : 0);
      else clearTimeout(timer);
    };
    const focus = (event: FocusEvent) => {
      // Focus that comes back after a click (a menu closed, a dialog opened) does not raise the words again.
      const byKey = event.target instanceof Element && event.target.matches(":focus-visible");
      set(byKey ? tipOf(event.target) : null, 0);
    };
    const away = () => set(null, 0);
    const key = (event: KeyboardEvent) => event.key === "Escape" && away();
    const stop = new AbortController();
    const passive = { signal: stop.signal, passive: true, capture: true };
    document.addEventListener("pointerover", over, passive);
    document.addEventListener("focusin", focus, passive);
    document.addEventListener("focusout", away, passive);
    document.addEventListener("pointerdown", away, passive);
    document.addEventListener("scroll", away, passive);
    document.addEventListener("keydown", key, passive);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, []);

  useLayoutEffect(() => {
    if (tip === null || box.current === null) return;
    setStyle(place(box.current.getBoundingClientRect(), tip.of.getBoundingClientRect(), tip.side));
  }, [tip]);

  if (tip === null || tip.text === "" || !tip.of.isConnected) return null;
  return createPortal(
    <div
      ref={box}
      role="tooltip"
      style={style}
      className="fixed z-pop flex max-w-72 items-center gap-2 rounded-md bg-surface-raised px-2 py-1 text-sm text-text shadow-pop animate-fade-in"
    >
      {tip.text}
      {tip.keys !== undefined && <Kbd keys={tip.keys} />}
    </div>,
    document.body,
  );
}
