import { ChartColumn, FileText, History, Inbox, Megaphone, Settings, Users } from "lucide-react";
import type { ReactNode } from "react";

export interface NavItem {
  id: string;
  label: string;
  href: string;
  icon: ReactNode;
  /** "g i": pressed one after the other. */
  keys?: string | undefined;
  /** A live count, rendered beside the label. */
  badge?: ReactNode;
}

const places = {
  inbox: { label: "Inbox", href: "/inbox", icon: <Inbox aria-hidden />, keys: "g i" },
  patients: { label: "Patients", href: "/patients", icon: <Users aria-hidden />, keys: "g p" },
  templates: { label: "Templates", href: "/templates", icon: <FileText aria-hidden />, keys: "g t" },
  bulk: { label: "Bulk", href: "/bulk", icon: <Megaphone aria-hidden />, keys: "g b" },
  history: { label: "History", href: "/history", icon: <History aria-hidden />, keys: "g h" },
  reports: { label: "Reports", href: "/reports", icon: <ChartColumn aria-hidden />, keys: "g r" },
  settings: { label: "Settings", href: "/settings", icon: <Settings aria-hidden />, keys: "g s" },
} satisfies Record<string, Omit<NavItem, "id">>;

export type NavPlace = keyof typeof places;

/** The places of the hub that exist and that this person may open, in the order given. */
export function navItems(
  shown: readonly NavPlace[],
  badges: Partial<Record<NavPlace, ReactNode>> = {},
): NavItem[] {
  return shown.map((id) => ({ id, ...places[id], badge: badges[id] }));
}
