import { cn } from "@/components/ui/cn";

/** How far something has come. `value: null` means it runs and nobody knows how long. `text` is the truth in words. */
export function Progress({
  label,
  value,
  max = 100,
  text,
  className,
}: {
  label: string;
  value: number | null;
  max?: number | undefined;
  text?: string | undefined;
  className?: string | undefined;
}) {
  const share = value === null || max <= 0 ? 0 : Math.min(1, Math.max(0, value / max));
  return (
    <div className={cn("flex flex-col gap-1", className)}>
      <div className="flex justify-between gap-4 text-sm">
        <span>{label}</span>
        {text !== undefined && <span className="figures text-muted">{text}</span>}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        {...(value === null ? {} : { "aria-valuenow": value })}
        {...(text === undefined ? {} : { "aria-valuetext": text })}
        className="h-1.5 overflow-hidden rounded-full bg-surface-hover"
      >
        <div
          className={cn(
            "h-full rounded-full bg-accent transition-[width]",
            value === null && "w-1/4 animate-slide-past",
          )}
          {...(value === null ? {} : { style: { width: `${share * 100}%` } })}
        />
      </div>
    </div>
  );
}
