"use client";

import { useState } from "react";

/** The dimmed ground behind a dialog. */
export const overlayClass = "fixed inset-0 z-overlay bg-overlay/45 animate-fade-in";

/** True from the first time something is open: until then its code is not even loaded. */
export function useOnceOpen(open: boolean): boolean {
  const [used, setUsed] = useState(open);
  if (open && !used) setUsed(true);
  return used || open;
}
