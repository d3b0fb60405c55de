"use client";

import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";

/** Whether a colleague has changed what a form began with. The form's own words stay until a person says otherwise. */
export function useSeen(version: string) {
  const [seen, setSeen] = useState(version);
  return {
    seen,
    isStale: seen !== version,
    /** Of one's own save, the version that it made. */
    look: (made = version) => setSeen(made),
  };
}

/** What stands now, beside what was typed: take theirs, or go on with mine over it. */
export function StaleBar({
  theirs,
  onTake,
  onKeep,
}: {
  theirs: readonly string[];
  onTake: () => void;
  onKeep: () => void;
}) {
  return (
    <Banner
      tone="warning"
      live="polite"
      title="Someone changed this meanwhile."
      action={
        <>
          <Button size="sm" onClick={() => onTake()}>
            Take theirs
          </Button>
          <Button size="sm" onClick={() => onKeep()}>
            Keep mine on top
          </Button>
        </>
      }
    >
      <p>Yours is kept here and is not saved yet. Now it says:</p>
      <ul className="list-disc pl-5">
        {(theirs.length > 0 ? theirs : ["nothing"]).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Banner>
  );
}
