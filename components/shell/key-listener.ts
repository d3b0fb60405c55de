"use client";

import { type Shortcut, shortcuts, singleKeysOn } from "@/components/shell/shortcuts";
import { isPress, parseKeys } from "@/components/ui/keys";

const SEQUENCE_MS = 1_000;
const typingIn =
  'input:not([type="checkbox"]):not([type="radio"]):not([type="button"]), textarea, select, [contenteditable]:not([contenteditable="false"])';
const overScreen = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

let before: KeyboardEvent[] = [];

function matches(shortcut: Shortcut, events: readonly KeyboardEvent[], mac: boolean): boolean {
  const presses = parseKeys(shortcut.keys);
  const last = events.slice(-presses.length);
  if (last.length !== presses.length) return false;
  return presses.every((press, at) => {
    const event = last[at];
    return event !== undefined && isPress(event, press, mac);
  });
}

function isSingle(shortcut: Shortcut): boolean {
  return parseKeys(shortcut.keys).every(
    ({ key, mod, ctrl, alt }) => key.length === 1 && !mod && !ctrl && !alt,
  );
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || ["Shift", "Control", "Alt", "Meta"].includes(event.key))
    return;
  const mac = /mac|iphone|ipad/i.test(navigator.platform);
  const target = event.target instanceof Element ? event.target : null;
  const typing = target?.closest(typingIn) != null;
  const covered = target?.closest(overScreen) != null;
  const single = singleKeysOn();
  before = [...before.filter((past) => event.timeStamp - past.timeStamp < SEQUENCE_MS), event].slice(-3);

  const found = shortcuts
    .all()
    .filter(
      (each) => (each.whileTyping || !typing) && (each.inDialog || !covered) && (single || !isSingle(each)),
    )
    .filter((each) => matches(each, before, mac))
    .sort((one, other) => parseKeys(one.keys).length - parseKeys(other.keys).length)
    .at(-1);
  if (found === undefined) return;
  event.preventDefault();
  before = [];
  found.run(event);
}

/** Starts to listen for the registered keys; the answer stops it. */
export function listen(): () => void {
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
