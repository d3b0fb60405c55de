"use client";

import { usePathname } from "next/navigation";

/** Whether a link leads to the place where we are, or to one above it. */
export function useActive(): (href: string) => boolean {
  const here = usePathname();
  return (href) => {
    const path = href.split("?")[0] ?? href;
    return here === path || here.startsWith(`${path}/`);
  };
}
