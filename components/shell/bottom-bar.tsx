"use client";

import { Ellipsis, LogOut, Search } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { NavItem } from "@/components/shell/nav";
import { openPalette } from "@/components/shell/shortcut-layer";
import { signOut } from "@/components/shell/sign-out";
import { useActive } from "@/components/shell/use-active";
import type { ShellUser } from "@/components/shell/user-menu";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Sheet } from "@/components/ui/sheet";
import { ThemeToggle } from "@/components/ui/theme-toggle";

const tabClass =
  "focus-inset relative flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-1 text-[11px] leading-3 text-muted " +
  "aria-[current=page]:font-medium aria-[current=page]:text-accent-text [&_svg]:size-5";

/** The places of the hub on a phone. It makes room for the keyboard while somebody writes. */
export function BottomBar({
  clinicName,
  items,
  user,
}: {
  clinicName: string;
  items: readonly NavItem[];
  user: ShellUser;
}) {
  const active = useActive();
  const [more, setMore] = useState(false);
  const first = items.slice(0, 3);
  const rest = items.slice(3);
  return (
    <div className="flex shrink-0 border-t bg-surface-raised pb-[env(safe-area-inset-bottom)] pointer-coarse:group-has-[main_textarea:focus]/shell:hidden pointer-coarse:group-has-[main_[contenteditable=true]:focus]/shell:hidden sm:hidden">
      <nav aria-label="Main" className="flex min-w-0 flex-[3]">
        {first.map((item) => (
          <Link
            key={item.id}
            href={item.href}
            aria-current={active(item.href) ? "page" : undefined}
            className={tabClass}
          >
            {item.icon}
            <span className="max-w-full truncate">{item.label}</span>
            {item.badge !== undefined && <span className="absolute top-1 left-1/2 ml-1.5">{item.badge}</span>}
          </Link>
        ))}
      </nav>
      <button type="button" onClick={openPalette} className={tabClass}>
        <Search aria-hidden />
        Search
      </button>
      <button type="button" aria-haspopup="dialog" onClick={() => setMore(true)} className={tabClass}>
        <Ellipsis aria-hidden />
        More
      </button>
      <Sheet
        side="bottom"
        open={more}
        onOpenChange={setMore}
        title={clinicName}
        description={`${user.name}, ${user.role}`}
      >
        <div className="flex flex-col gap-4">
          {rest.length > 0 && (
            <nav aria-label="More places" className="-mx-2 flex flex-col">
              {rest.map((item) => (
                <Link
                  key={item.id}
                  href={item.href}
                  onClick={() => setMore(false)}
                  aria-current={active(item.href) ? "page" : undefined}
                  className={cn(
                    "flex h-11 items-center gap-3 rounded-md px-2 hover:bg-surface-hover [&_svg]:size-5 [&_svg]:text-muted",
                    "aria-[current=page]:bg-surface-selected aria-[current=page]:font-medium",
                  )}
                >
                  {item.icon}
                  <span className="flex-1">{item.label}</span>
                  {item.badge}
                </Link>
              ))}
            </nav>
          )}
          <ThemeToggle />
          <Button size="lg" icon={<LogOut aria-hidden className="size-4" />} onClick={signOut}>
            Sign out
          </Button>
        </div>
      </Sheet>
    </div>
  );
}
