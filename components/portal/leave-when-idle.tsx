"use client";

import { useEffect } from "react";

/** The session's idle time on the server, and a breath. */
const IDLE_MS = 15 * 60_000 + 2_000;

/** Somebody types on this page. */
export const ACTIVITY = "portal-activity";

/** What a patient reads leaves the screen when the sign-in has ended, and does not come back by the Back button. */
export function LeaveWhenIdle() {
  useEffect(() => {
    const leave = () => window.location.reload();
    let timer = setTimeout(leave, IDLE_MS);
    const stay = () => {
      clearTimeout(timer);
      timer = setTimeout(leave, IDLE_MS);
    };
    const shown = (event: PageTransitionEvent) => event.persisted && leave();
    window.addEventListener("pageshow", shown);
    window.addEventListener(ACTIVITY, stay);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pageshow", shown);
      window.removeEventListener(ACTIVITY, stay);
    };
  }, []);
  return null;
}
