import { ArrowDown, ArrowUp } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** A region that scrolls must be reachable by keyboard (WCAG 2.1.1); Safari does not see to it. */
const reachable = { tabIndex: 0 };

/** A table that scrolls inside itself, its head staying in sight. `caption` is its accessible name. */
export function Table({
  caption,
  className,
  children,
}: {
  caption: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={caption}
      {...reachable}
      className={cn("focus-inset relative min-h-0 overflow-auto", className)}
    >
      <table className="w-full border-separate border-spacing-0 text-left text-sm">
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </section>
  );
}

export function Th({
  sort,
  onSort,
  numeric,
  className,
  children,
  ...rest
}: ComponentProps<"th"> & {
  sort?: "ascending" | "descending" | "none" | undefined;
  onSort?: (() => void) | undefined;
  numeric?: boolean | undefined;
}) {
  const Arrow = sort === "descending" ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      {...rest}
      aria-sort={sort}
      className={cn(
        "sticky top-0 z-10 h-9 whitespace-nowrap border-b bg-surface px-3 font-medium text-muted",
        numeric === true && "text-right",
        className,
      )}
    >
      {onSort === undefined ? (
        children
      ) : (
        <button
          type="button"
          onClick={onSort}
          className="-mx-1 inline-flex min-h-6 items-center gap-1 rounded px-1 hover:text-text"
        >
          {children}
          <Arrow
            aria-hidden
            className={cn("size-3.5", (sort === undefined || sort === "none") && "opacity-0")}
          />
        </button>
      )}
    </th>
  );
}

export function Td({
  numeric,
  className,
  ...rest
}: ComponentProps<"td"> & { numeric?: boolean | undefined }) {
  return (
    <td
      {...rest}
      className={cn("h-10 border-b px-3 py-1.5", numeric === true && "figures text-right", className)}
    />
  );
}

export function Tr({
  selected,
  className,
  ...rest
}: ComponentProps<"tr"> & { selected?: boolean | undefined }) {
  return (
    <tr
      {...rest}
      data-selected={selected}
      className={cn("hover:bg-surface-hover data-[selected=true]:bg-surface-selected", className)}
    />
  );
}
