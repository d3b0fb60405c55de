"use client";

import { createContext, type ReactNode, use } from "react";
import type { Permission } from "@/lib/auth/permissions";
import type { Me } from "@/lib/staff/schema";

const MeContext = createContext<Me | null>(null);

/** Tells the screens who is signed in. For showing and hiding only: every call is judged by the API itself. */
export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>;
}

/** The person at this screen. */
export function useMe(): Me {
  const me = use(MeContext);
  if (me === null) throw new Error("useMe needs a MeProvider above it.");
  return me;
}

/** Whether an action should be offered to this person. */
export function useMay(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}
