"use client";

import {
  Children,
  Fragment,
  isValidElement,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { cn } from "@/components/ui/cn";

export interface PaneProps {
  id: string;
  /** Names the edge before this pane: "Resize the patient panel". */
  label?: string | undefined;
  /** Sizes in px; the one pane without `size` takes what is left. */
  size?: number | undefined;
  min?: number | undefined;
  max?: number | undefined;
  className?: string | undefined;
  children: ReactNode;
}

/** One pane of `Panes`; it is never rendered by itself. */
export function Pane({ children }: PaneProps) {
  return children;
}

type Sizes = Readonly<Record<string, number>>;

function readSizes(key: string): Sizes {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    if (typeof kept !== "object" || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter((entry) => typeof entry[1] === "number"));
  } catch {
    return {};
  }
}

function keepSizes(key: string, sizes: Sizes): void {
  try {
    localStorage.setItem(key, JSON.stringify(sizes));
  } catch {
    return;
  }
}

const MIN = 240;
const STEP = 16;

/** Panes side by side with edges to drag (or to move with the arrow keys), remembered on this computer by `name`. */
export function Panes({
  name,
  className,
  children,
}: {
  name: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  const key = `hub-panes:${name}`;
  const [sizes, setSizes] = useState<Sizes>({});
  const row = useRef<HTMLDivElement>(null);
  const panes = Children.toArray(children)
    .filter((child): child is ReactElement<PaneProps> => isValidElement(child))
    .map((child) => child.props);
  useLayoutEffect(() => setSizes(readSizes(key)), [key]);

  const rest = panes.find((pane) => pane.size === undefined);
  const sizeOf = (pane: PaneProps) => sizes[pane.id] ?? pane.size ?? 0;
  /** The widest a pane may become now, leaving the pane that takes the rest its least width. */
  const most = (pane: PaneProps) => {
    const left = [...(row.current?.children ?? [])].find((each) => each.id === `pane-${rest?.id}`);
    const spare = left === undefined ? 0 : left.getBoundingClientRect().width - (rest?.min ?? MIN);
    return Math.min(pane.max ?? Number.POSITIVE_INFINITY, sizeOf(pane) + Math.max(0, spare));
  };
  const resize = (pane: PaneProps, wanted: number) => {
    const size = Math.round(Math.max(pane.min ?? MIN, Math.min(wanted, most(pane))));
    const next = { ...sizes, [pane.id]: size };
    setSizes(next);
    keepSizes(key, next);
  };

  return (
    <div ref={row} className={cn("flex min-h-0 min-w-0", className)}>
      {panes.map((pane, index) => {
        const before = panes[index - 1];
        const moved = before === undefined ? undefined : before.size !== undefined ? before : pane;
        return (
          <Fragment key={pane.id}>
            {moved !== undefined && (
              <Edge
                label={pane.label ?? "Resize"}
                pane={moved}
                size={sizeOf(moved)}
                direction={moved === before ? 1 : -1}
                onSize={(size) => resize(moved, size)}
              />
            )}
            <div
              id={`pane-${pane.id}`}
              style={{
                minWidth: pane.min ?? MIN,
                flex: pane.size === undefined ? "1 1 0" : `0 1 ${sizeOf(pane)}px`,
              }}
              className={cn("flex min-h-0 flex-col overflow-hidden", pane.className)}
            >
              {pane.children}
            </div>
          </Fragment>
        );
      })}
    </div>
  );
}

function Edge({
  label,
  pane,
  size,
  direction,
  onSize,
}: {
  label: string;
  pane: PaneProps;
  size: number;
  /** 1 where dragging right makes the pane wider, -1 where it makes it narrower. */
  direction: 1 | -1;
  onSize: (size: number) => void;
}) {
  const from = useRef<{ x: number; size: number }>(null);
  const drag = (event: PointerEvent) => {
    if (from.current !== null) onSize(from.current.size + direction * (event.clientX - from.current.x));
  };
  const press = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 4 * STEP : STEP;
    const wanted: Record<string, number | undefined> = {
      ArrowLeft: size - direction * step,
      ArrowRight: size + direction * step,
      Home: pane.min ?? MIN,
      End: pane.max ?? innerWidth,
    };
    const next = wanted[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onSize(next);
  };
  return (
    <hr
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-controls={`pane-${pane.id}`}
      aria-valuenow={size}
      aria-valuemin={pane.min ?? MIN}
      aria-valuemax={pane.max ?? 2000}
      onKeyDown={press}
      onDoubleClick={() => pane.size !== undefined && onSize(pane.size)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, size };
      }}
      onPointerMove={drag}
      onLostPointerCapture={() => {
        from.current = null;
      }}
      className="relative z-10 h-auto w-px overflow-visible shrink-0 cursor-col-resize touch-none self-stretch border-0 bg-border outline-none before:absolute before:inset-y-0 before:-left-1.5 before:-right-4.5 after:absolute after:inset-y-0 after:-inset-x-px after:transition-colors hover:after:bg-focus/60 focus-visible:after:bg-focus"
    />
  );
}
