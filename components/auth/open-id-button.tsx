"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { leaveForOpenId } from "@/components/auth/sign-in-api";
import { Button } from "@/components/ui/button";

/** Signs in with the organization's own accounts (OpenID Connect). */
export function OpenIdButton({ to }: { to: string }) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const leave = () => {
    setBusy(true);
    setFailed(false);
    leaveForOpenId(to).catch(() => {
      setBusy(false);
      setFailed(true);
    });
  };
  return (
    <div className="flex flex-col gap-2">
      <Button size="lg" icon={<KeyRound aria-hidden className="size-4" />} loading={busy} onClick={leave}>
        Continue with your organization
      </Button>
      {failed && (
        <p role="alert" className="text-sm text-danger-text">
          The hub did not answer. Check the connection and try again.
        </p>
      )}
    </div>
  );
}
