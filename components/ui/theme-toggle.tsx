"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { chooseTheme, type ThemeChoice, useTheme } from "@/components/ui/theme";

export const themeOptions: readonly { value: ThemeChoice; label: string; icon: React.ReactNode }[] = [
  { value: "light", label: "Light", icon: <Sun aria-hidden /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden /> },
  { value: "system", label: "System", icon: <Monitor aria-hidden /> },
];

/** Light, dark, or as the computer is set. */
export function ThemeToggle({ compact }: { compact?: boolean | undefined }) {
  const { choice } = useTheme();
  return (
    <SegmentedControl
      label="Theme"
      value={choice}
      onChange={chooseTheme}
      options={themeOptions.map((option) => ({ ...option, iconOnly: compact }))}
    />
  );
}
