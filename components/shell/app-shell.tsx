"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { BottomBar } from "@/components/shell/bottom-bar";
import type { NavItem } from "@/components/shell/nav";
import { Rail } from "@/components/shell/rail";
import { openShortcuts, ShortcutLayer } from "@/components/shell/shortcut-layer";
import { useShortcut } from "@/components/shell/shortcuts";
import { signOut } from "@/components/shell/sign-out";
import { useCommand } from "@/components/shell/use-command";
import type { ShellUser } from "@/components/shell/user-menu";
import { chooseTheme, useTheme } from "@/components/ui/theme";
import { ToastRegion } from "@/components/ui/toast";

export interface AppShellProps {
  clinicName: string;
  user: ShellUser;
  /** `navItems([...])`: what exists and what this person may open. */
  items: readonly NavItem[];
  /** Above everything, across the screen. */
  demoBanner?: ReactNode;
  /** A client component that shows `OfflineBanner` while the live connection is down. */
  offlineBanner?: ReactNode;
  children: ReactNode;
}

/** The frame around every staff screen: places, search, the person, banners, toasts. Screens fill `main` to its edges. */
export function AppShell({ clinicName, user, items, demoBanner, offlineBanner, children }: AppShellProps) {
  return (
    <div className="group/shell flex h-dvh flex-col overflow-hidden">
      <a
        href="#main"
        className="sr-only z-toast rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <aside aria-label="Notices" className="shrink-0">
        {demoBanner}
        <div aria-live="polite">{offlineBanner}</div>
      </aside>
      <div className="flex min-h-0 flex-1">
        <Rail clinicName={clinicName} items={items} user={user} />
        <main
          id="main"
          tabIndex={-1}
          className="flex min-h-0 min-w-0 flex-1 flex-col overflow-auto bg-surface outline-none"
        >
          {children}
        </main>
      </div>
      <BottomBar clinicName={clinicName} items={items} user={user} />
      {items.map(
        (item) => item.keys !== undefined && <NavShortcut key={item.id} item={item} keys={item.keys} />,
      )}
      <ShellCommands />
      <ShortcutLayer />
      <ToastRegion />
    </div>
  );
}

function NavShortcut({ item, keys }: { item: NavItem; keys: string }) {
  const router = useRouter();
  useShortcut(keys, item.label, () => router.push(item.href), { group: "Go to" });
  return null;
}

function ShellCommands() {
  const { resolved } = useTheme();
  const other = resolved === "dark" ? "light" : "dark";
  useCommand({
    label: `Use the ${other} theme`,
    keywords: ["colour", "night"],
    run: () => chooseTheme(other),
  });
  useCommand({ label: "Use the computer's theme", keywords: ["system"], run: () => chooseTheme("system") });
  useCommand({ label: "Keyboard shortcuts", keys: "?", run: openShortcuts });
  useCommand({ label: "Sign out", keywords: ["log out", "leave"], run: signOut });
  return null;
}
