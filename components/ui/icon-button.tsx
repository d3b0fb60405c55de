"use client";

import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { ariaKeys, useMac } from "@/components/ui/kbd";
import { Spinner } from "@/components/ui/spinner";
import { Tooltip, type TooltipProps } from "@/components/ui/tooltip";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children" | "aria-label"> {
  /** The accessible name and the tooltip's words. */
  label: string;
  icon: ReactNode;
  keys?: string | undefined;
  size?: "sm" | "md" | undefined;
  variant?: "quiet" | "primary" | "danger" | undefined;
  pressed?: boolean | undefined;
  loading?: boolean | undefined;
  tooltipSide?: TooltipProps["side"];
}

const variants = {
  quiet: "text-muted hover:bg-surface-hover hover:text-text data-[state=open]:bg-surface-hover",
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
  danger: "text-danger-text hover:bg-danger-soft",
};

export function IconButton({
  label,
  icon,
  keys,
  size = "md",
  variant = "quiet",
  pressed,
  loading = false,
  tooltipSide,
  className,
  onClick,
  type = "button",
  ...rest
}: IconButtonProps) {
  const mac = useMac();
  return (
    <Tooltip text={label} keys={keys} side={tooltipSide} named>
      <button
        {...rest}
        type={type}
        aria-label={label}
        aria-keyshortcuts={ariaKeys(keys, mac)}
        aria-pressed={pressed}
        aria-busy={loading || undefined}
        aria-disabled={loading || rest["aria-disabled"]}
        onClick={loading ? (event) => event.preventDefault() : onClick}
        className={cn(
          "touch-area inline-flex shrink-0 items-center justify-center rounded-md transition-colors [&_svg]:size-4",
          "disabled:cursor-not-allowed disabled:opacity-50",
          size === "sm" ? "size-7" : "size-8",
          variants[variant],
          pressed === true && "bg-surface-selected text-accent-text",
          className,
        )}
      >
        {loading ? <Spinner /> : icon}
      </button>
    </Tooltip>
  );
}
