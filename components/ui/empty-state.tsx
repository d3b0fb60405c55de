import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** Says what would be here and what to do next. */
export function EmptyState({
  icon,
  title,
  action,
  className,
  children,
}: {
  icon?: ReactNode;
  title: ReactNode;
  action?: ReactNode;
  className?: string | undefined;
  children?: ReactNode;
}) {
  return (
    <div className={cn("flex flex-col items-center justify-center gap-1 px-6 py-12 text-center", className)}>
      {icon !== undefined && (
        <span aria-hidden className="mb-2 text-muted [&_svg]:size-6">
          {icon}
        </span>
      )}
      <p className="font-medium text-balance">{title}</p>
      {children !== undefined && <div className="max-w-sm text-muted text-pretty">{children}</div>}
      {action !== undefined && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
