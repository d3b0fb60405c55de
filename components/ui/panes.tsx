"use client";

import { Children, Fragment, isValidElement, type ReactElement, useEffect, useRef } from "react";
import { Group, type GroupImperativeHandle, Panel, Separator } from "react-resizable-panels";
import { cn } from "@/components/ui/cn";

export interface PaneProps {
  id: string;
  /** Names the edge before this pane: "Resize the patient panel". */
  label?: string | undefined;
  /** Sizes in px; a pane without `size` takes what is left. */
  size?: number | undefined;
  min?: number | undefined;
  max?: number | undefined;
  className?: string | undefined;
  children: React.ReactNode;
}

/** One pane of `Panes`; it is never rendered by itself. */
export function Pane({ children }: PaneProps) {
  return children;
}

function readLayout(key: string, ids: string[]): Record<string, number> | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    if (typeof kept !== "object" || kept === null) return null;
    const sizes = Object.entries(kept).filter(
      (entry): entry is [string, number] => typeof entry[1] === "number",
    );
    return sizes.length === ids.length && ids.every((id) => id in kept) ? Object.fromEntries(sizes) : null;
  } catch {
    return null;
  }
}

function keepLayout(key: string, layout: Record<string, number>): void {
  try {
    localStorage.setItem(key, JSON.stringify(layout));
  } catch {
    return;
  }
}

/** Panes side by side with edges to drag (or move with the arrow keys), remembered on this computer by `name`. */
export function Panes({
  name,
  className,
  children,
}: {
  name: string;
  className?: string | undefined;
  children: React.ReactNode;
}) {
  const group = useRef<GroupImperativeHandle>(null);
  const panes = Children.toArray(children).filter((child): child is ReactElement<PaneProps> =>
    isValidElement(child),
  );
  const ids = panes.map((pane) => pane.props.id).join(",");
  const key = `hub-panes:${name}:${ids}`;

  useEffect(() => {
    const kept = readLayout(key, ids.split(","));
    if (kept !== null) group.current?.setLayout(kept);
  }, [key, ids]);

  return (
    <Group
      groupRef={group}
      className={cn("min-h-0", className)}
      onLayoutChanged={(layout, meta) => meta.isUserInteraction && keepLayout(key, layout)}
    >
      {panes.map(({ props: pane }, index) => (
        <Fragment key={pane.id}>
          {index > 0 && (
            <Separator
              aria-label={pane.label}
              className="relative w-px bg-border outline-none transition-colors before:absolute before:inset-y-0 before:-inset-x-[3px] before:z-10 before:transition-colors hover:before:bg-focus/40 focus-visible:before:bg-focus data-[separator=active]:before:bg-focus/60"
            />
          )}
          <Panel
            id={pane.id}
            minSize={pane.min ?? 240}
            {...(pane.size === undefined
              ? {}
              : { defaultSize: pane.size, groupResizeBehavior: "preserve-pixel-size" })}
            {...(pane.max === undefined ? {} : { maxSize: pane.max })}
            className={cn("flex min-h-0 min-w-0 flex-col", pane.className)}
          >
            {pane.children}
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}
