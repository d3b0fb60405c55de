import { cn } from "@/components/ui/cn";

const sizes = { sm: "size-6 text-[10px]", md: "size-8 text-xs", lg: "size-10 text-base" };

/** First letters of the first and last word: "Maria de la Cruz" gives "MC". */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? "")][0] ?? "",
  );
  return letters.join("").toUpperCase() || "?";
}

/** Initials in a circle. Decoration by default, because the name stands beside it; `alone` makes it speak. */
export function Avatar({
  name,
  size = "md",
  alone,
  className,
}: {
  name: string;
  size?: keyof typeof sizes | undefined;
  alone?: boolean | undefined;
  className?: string | undefined;
}) {
  return (
    <span
      {...(alone === true ? { role: "img", "aria-label": name, title: name } : { "aria-hidden": true })}
      className={cn(
        "inline-flex shrink-0 select-none items-center justify-center rounded-full bg-surface-hover font-semibold text-muted",
        sizes[size],
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
