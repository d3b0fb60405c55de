"use client";

import { useState } from "react";
import { TryList } from "@/components/demo/try-list";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";

/** The thin line above every page of the demo: what it is, and what to try. */
export function DemoBanner() {
  const [open, setOpen] = useState(false);
  return (
    <div className="flex min-h-8 items-center justify-center gap-3 bg-accent-soft px-3 py-0.5 text-sm">
      <p className="min-w-0">
        <strong className="font-semibold">Demo.</strong> The patients are made up
        <span className="hidden sm:inline"> and nothing you send reaches a real phone</span>.
      </p>
      <Popover
        label="Try this"
        open={open}
        onOpenChange={setOpen}
        className="w-80 p-2"
        trigger={
          <Button variant="quiet" size="sm">
            Try this
          </Button>
        }
      >
        <TryList onChoose={() => setOpen(false)} />
      </Popover>
    </div>
  );
}
