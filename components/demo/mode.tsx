"use client";

import { createContext, type ReactNode, use } from "react";

const DemoContext = createContext(false);

/** Tells the screens whether this hub is the demo (`env().demo`, read by the layout). */
export function DemoMode({ on, children }: { on: boolean; children: ReactNode }) {
  return <DemoContext value={on}>{children}</DemoContext>;
}

export function useDemoMode(): boolean {
  return use(DemoContext);
}
