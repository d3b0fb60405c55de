"use client";

import { cloneElement, type HTMLAttributes, isValidElement, type ReactElement } from "react";

export interface TooltipProps {
  text: string;
  keys?: string | undefined;
  side?: "top" | "right" | "bottom" | "left" | undefined;
  /** The words already are the control's name, so they are not read a second time. */
  named?: boolean | undefined;
  /** One element that hands its attributes to the page: a button, a link. */
  children: ReactElement<HTMLAttributes<HTMLElement>>;
}

/**
 * Words for a control that can be hovered or focused. Never the only place where something important stands. It adds
 * no listeners: one `TooltipLayer` serves the whole page, so that ten thousand rows may have tooltips.
 */
export function Tooltip({ text, keys, side, named, children }: TooltipProps) {
  if (!isValidElement(children)) return children;
  return cloneElement(children, {
    "data-tip": text,
    "data-tip-keys": keys,
    "data-tip-side": side,
    ...(named === true ? {} : { "aria-description": text }),
  } as HTMLAttributes<HTMLElement>);
}
