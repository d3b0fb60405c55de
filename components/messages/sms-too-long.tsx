"use client";

import { Button } from "@/components/ui/button";

/** More than one text can hold: by how much, that nothing is lost, and the ways that hold more. */
export function SmsTooLong({
  over,
  onEmail,
  onSecure,
}: {
  over: number;
  onEmail: (() => void) | null;
  onSecure: (() => void) | null;
}) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-danger-text">
      <span className="text-pretty">
        {over.toLocaleString("en-US")} character{over === 1 ? "" : "s"} too many for a text, which holds
        1,600. Your words are kept.
      </span>
      {onEmail && (
        <Button size="sm" onClick={onEmail}>
          Write as email
        </Button>
      )}
      {onSecure && (
        <Button size="sm" onClick={onSecure}>
          Send as secure link
        </Button>
      )}
    </div>
  );
}
