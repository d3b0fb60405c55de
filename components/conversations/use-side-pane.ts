"use client";

import { useEffect, useState } from "react";
import { useMedia } from "@/components/conversations/use-media";

const KEPT = "hub-patient-pane";

export interface SidePane {
  /** The patient stands beside the thread. */
  beside: boolean;
  /** There is no room beside it: the patient comes as a sheet, which is open. */
  over: boolean;
  toggle: () => void;
}

/** Where the patient's panel is: beside the thread where there is room (remembered), otherwise a sheet over it. */
export function useSidePane(): SidePane {
  const room = useMedia("(min-width: 1100px)");
  const [wanted, setWanted] = useState(true);
  const [over, setOver] = useState(false);
  useEffect(() => {
    try {
      setWanted(localStorage.getItem(KEPT) !== "closed");
    } catch {
      return;
    }
  }, []);
  function toggle() {
    if (!room) {
      setOver((open) => !open);
      return;
    }
    setWanted(!wanted);
    try {
      localStorage.setItem(KEPT, wanted ? "closed" : "open");
    } catch {
      return;
    }
  }
  return { beside: room && wanted, over: !room && over, toggle };
}
