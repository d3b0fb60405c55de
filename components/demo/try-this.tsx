"use client";

import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useDemoMode } from "@/components/demo/mode";
import { TryList } from "@/components/demo/try-list";
import { RailSection } from "@/components/shell/rail";
import { IconButton } from "@/components/ui/icon-button";

const KEPT = "hub-try-this";

/** "Try this" under the views of the rail, until it is put away (remembered). The demo's banner still has it then. */
export function TryThis() {
  return useDemoMode() ? <Card /> : null;
}

function Card() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    try {
      setShown(localStorage.getItem(KEPT) !== "away");
    } catch {
      setShown(true);
    }
  }, []);
  function putAway() {
    setShown(false);
    try {
      localStorage.setItem(KEPT, "away");
    } catch {
      return;
    }
  }
  if (!shown) return null;
  return (
    <RailSection>
      <section
        aria-labelledby="try-this"
        className="order-last mt-4 rounded-lg border bg-surface p-1.5 text-text"
      >
        <header className="flex items-center justify-between pl-1.5">
          <h2 id="try-this" className="text-sm font-semibold">
            Try this
          </h2>
          <IconButton label="Put “Try this” away" icon={<X />} size="sm" onClick={putAway} />
        </header>
        <TryList />
      </section>
    </RailSection>
  );
}
