"use client";

import { Lock, LockOpen } from "lucide-react";
import { useNow, useZone } from "@/components/ui/clock";
import { relativeWords } from "@/components/ui/time-words";
import type { SecureView } from "@/lib/secure/schema";

/** Under our bubble: its words went behind a link, and what became of that link. */
export function SecureMark({ secure, name }: { secure: SecureView; name: string }) {
  const now = useNow();
  const zone = useZone();
  const { openedAt, openedBy, lockedAt, expiresAt } = secure;
  const when = (at: string) => relativeWords(new Date(at), now, zone);
  const words =
    openedAt !== null
      ? `${openedBy ?? name} opened it ${when(openedAt)}`
      : lockedAt !== null
        ? "locked after 3 wrong dates of birth"
        : now >= new Date(expiresAt)
          ? "ran out unopened"
          : `not opened yet, works until ${when(expiresAt)}`;
  const Icon = openedAt === null ? Lock : LockOpen;
  return (
    <p className="flex items-center gap-1.5 px-1 text-xs text-bubble-muted">
      <Icon aria-hidden className="size-3.5 shrink-0" />
      <span>
        {secure.filesOnly ? "Files behind" : "Behind"} a secure link: {words}
      </span>
    </p>
  );
}
