"use client";

import { useEffect, useRef, useState } from "react";

const KEPT = "hub.emergency-sound";
const HERTZ = 880;

/** Two short tones. A browser that has heard no click yet stays silent: the banner is what counts. */
function ring(): void {
  const audio = new AudioContext();
  for (const start of [0, 0.35]) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = HERTZ;
    volume.gain.value = 0.2;
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + start);
    tone.stop(audio.currentTime + start + 0.2);
  }
  setTimeout(() => void audio.close(), 1_000);
}

/** Whether this computer rings for a new emergency: off until somebody turns it on here. */
export function useAlarm(ids: readonly string[]): { on: boolean; toggle: () => void } {
  const [on, setOn] = useState(false);
  const known = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => setOn(localStorage.getItem(KEPT) === "on"), []);
  useEffect(() => {
    const fresh = ids.some((id) => !known.current.has(id));
    known.current = new Set(ids);
    if (fresh && on) ring();
  }, [ids, on]);
  const toggle = () => {
    localStorage.setItem(KEPT, on ? "off" : "on");
    setOn(!on);
    if (!on) ring();
  };
  return { on, toggle };
}
