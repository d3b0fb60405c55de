import type { ReactNode } from "react";

/** One group of rules: what it is for, then its settings. */
export function PolicySection({
  title,
  hint,
  children,
}: {
  title: string;
  hint: string;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className="flex flex-col gap-4 border-t pt-6">
      <div className="flex flex-col gap-1">
        <h2 className="text-lg font-semibold">{title}</h2>
        <p className="max-w-reading text-muted">{hint}</p>
      </div>
      {children}
    </section>
  );
}
