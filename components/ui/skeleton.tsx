import { cn } from "@/components/ui/cn";

/** A grey place where something will be; give it the size of what comes. The parent says `aria-busy`. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return <span aria-hidden className={cn("block animate-pulse rounded bg-surface-hover", className)} />;
}
