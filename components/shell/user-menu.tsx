"use client";

import { Keyboard, LogOut } from "lucide-react";
import { openShortcuts } from "@/components/shell/shortcut-layer";
import { signOut } from "@/components/shell/sign-out";
import { Avatar } from "@/components/ui/avatar";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { chooseTheme, useTheme } from "@/components/ui/theme";
import { themeOptions } from "@/components/ui/theme-toggle";

export interface ShellUser {
  name: string;
  /** The role in words: "Front desk". */
  role: string;
}

export function UserMenu({ user, clinicName }: { user: ShellUser; clinicName: string }) {
  const { choice } = useTheme();
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          aria-label={`Your menu: ${user.name}, ${user.role}, ${clinicName}`}
          className="focus-inset flex w-full items-center justify-center gap-2.5 rounded-md p-1.5 text-left transition-colors hover:bg-surface-hover data-[state=open]:bg-surface-hover xl:justify-start"
        >
          <Avatar name={user.name} />
          <span className="hidden min-w-0 flex-col xl:flex">
            <span className="truncate font-medium">{user.name}</span>
            <span className="truncate text-sm text-muted">{user.role}</span>
          </span>
        </button>
      }
    >
      <div className="px-2 py-1.5">
        <p className="font-medium">{user.name}</p>
        <p className="text-sm text-muted">
          {user.role}, {clinicName}
        </p>
      </div>
      <MenuSeparator />
      <MenuChoice label="Theme" value={choice} onChange={chooseTheme} options={themeOptions} />
      <MenuSeparator />
      <MenuItem icon={<Keyboard aria-hidden />} keys="?" onSelect={openShortcuts}>
        Keyboard shortcuts
      </MenuItem>
      <MenuItem icon={<LogOut aria-hidden />} onSelect={signOut}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
