"use client";

import { useEffect, useRef, useState } from "react";
import { ApiError, leaveForSignIn, requestJson } from "@/components/auth/request";
import { Button } from "@/components/ui/button";
import { hubNow } from "@/components/ui/clock";
import { Dialog } from "@/components/ui/dialog";
import type { Me } from "@/lib/staff/schema";

type Times = NonNullable<Me["session"]>;

/** The question comes this long before the end, and a person's touch is told this often. */
const WARNING_MS = 120_000;
const TELL_MS = 60_000;
/** Another tab may have kept the session awake: asked this often while the question is open. */
const LOOK_MS = 10_000;

const left = (at: string) => Date.parse(at) - hubNow().getTime();

/**
 * Keeps the session awake while a person touches the screen, asks before it would end, and leaves for the sign-in page
 * when it has. Every tab does so; the server's answer counts.
 */
export function IdleWatch({ session }: { session: Times | null }) {
  const [asking, setAsking] = useState<"idle" | "ending" | null>(null);
  const times = useRef(session);
  const told = useRef(0);

  const seen = async () => {
    told.current = hubNow().getTime();
    times.current = await requestJson<Times | null>("/api/v1/me/seen", { method: "POST", body: {} });
    setAsking(null);
  };
  const act = useRef(seen);
  act.current = seen;

  useEffect(() => {
    if (!times.current) return;
    let timer: ReturnType<typeof setTimeout>;
    let warned = false;
    const look = async () => {
      clearTimeout(timer);
      if (times.current && soonest(times.current) <= WARNING_MS) await askServer();
      const rest = times.current ? soonest(times.current) : 0;
      timer = setTimeout(look, rest > WARNING_MS ? Math.min(rest - WARNING_MS, TELL_MS) : LOOK_MS);
    };
    const askServer = async () => {
      try {
        times.current = (await requestJson<Me>("/api/v1/me")).session;
      } catch (error) {
        // Away from the network the end is known all the same.
        if (!(error instanceof ApiError) || error.status !== 0) return;
      }
      const now = times.current;
      if (!now || soonest(now) <= 0) return leaveForSignIn("idle");
      if (soonest(now) > WARNING_MS) return setAsking(null);
      if (left(now.idleAt) <= left(now.expiresAt)) return setAsking("idle");
      // Nothing extends a session past its day: said once.
      if (!warned) setAsking("ending");
      warned = true;
    };
    const touched = () => {
      if (hubNow().getTime() - told.current < TELL_MS) return;
      void act.current().catch(() => undefined);
    };
    told.current = hubNow().getTime();
    timer = setTimeout(look, 0);
    const visible = () => document.visibilityState === "visible" && void look();
    addEventListener("pointerdown", touched, { passive: true });
    addEventListener("keydown", touched, { passive: true });
    document.addEventListener("visibilitychange", visible);
    return () => {
      clearTimeout(timer);
      removeEventListener("pointerdown", touched);
      removeEventListener("keydown", touched);
      document.removeEventListener("visibilitychange", visible);
    };
  }, []);

  return (
    <Dialog
      size="sm"
      open={asking !== null}
      onOpenChange={() => void act.current().catch(() => undefined)}
      title={asking === "ending" ? "Your session ends soon" : "Still there?"}
      description={
        asking === "ending"
          ? "A session ends 12 hours after signing in. You will be asked to sign in again in under two minutes. Your drafts are kept."
          : "You will be signed out in under two minutes, so that nobody else can read on. Your drafts are kept."
      }
      footer={
        <Button variant="primary" onClick={() => void act.current().catch(() => undefined)}>
          {asking === "ending" ? "Understood" : "I am here"}
        </Button>
      }
    />
  );
}

/** Milliseconds until the session ends one way or the other. */
function soonest({ idleAt, expiresAt }: Times): number {
  return Math.min(left(idleAt), left(expiresAt));
}
