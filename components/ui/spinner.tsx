import { LoaderCircle } from "lucide-react";
import { cn } from "@/components/ui/cn";

/** Turning ring. With `label` it speaks for itself; without one the words beside it must. */
export function Spinner({
  label,
  className,
}: {
  label?: string | undefined;
  className?: string | undefined;
}) {
  return (
    <span className={cn("inline-flex shrink-0 items-center gap-2", className)}>
      <LoaderCircle aria-hidden className="size-4 animate-spin" />
      {label !== undefined && <span>{label}</span>}
    </span>
  );
}
