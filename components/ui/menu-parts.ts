"use client";

import { createContext, use } from "react";

type Parts = typeof import("@radix-ui/react-dropdown-menu");

/** The menu's machinery, loaded when the first menu opens and handed to its rows. */
export const MenuParts = createContext<Parts | null>(null);

export function useMenuParts(): Parts {
  const parts = use(MenuParts);
  if (parts === null) throw new Error("Menu rows stand inside a Menu.");
  return parts;
}
