/** One press: `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export interface Press {
  key: string;
  mod: boolean;
  ctrl: boolean;
  alt: boolean;
  shift: boolean;
}

/** Reads `"mod+k"`, `"shift+e"`, `"g i"` (one after the other), `"?"`, `"escape"` into the presses it stands for. */
export function parseKeys(keys: string): Press[] {
  return keys
    .trim()
    .split(/\s+/)
    .map((step) => {
      const parts = step === "+" ? ["+"] : step.toLowerCase().split("+");
      const key = parts.at(-1) ?? "";
      const held = new Set(parts.slice(0, -1));
      return {
        key,
        mod: held.has("mod"),
        ctrl: held.has("ctrl"),
        alt: held.has("alt"),
        shift: held.has("shift"),
      };
    });
}

export type KeyEvent = Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "altKey" | "shiftKey">;

/** Whether this event is that press. Shift counts only where it does not already change the character (`?`, `[`). */
export function isPress(event: KeyEvent, press: Press, mac: boolean): boolean {
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  if (key !== press.key) return false;
  const command = mac ? event.metaKey : event.ctrlKey;
  const control = mac ? event.ctrlKey : event.ctrlKey && !press.mod;
  if (command !== press.mod && !(press.ctrl && !mac)) return false;
  if (control !== press.ctrl || event.altKey !== press.alt) return false;
  if (!mac && event.metaKey) return false;
  const shiftMakesTheCharacter = press.key.length === 1 && !/[a-z0-9]/.test(press.key);
  return shiftMakesTheCharacter || event.shiftKey === press.shift;
}

const signs: Record<string, [mac: string, other: string]> = {
  mod: ["⌘", "Ctrl"],
  ctrl: ["⌃", "Ctrl"],
  alt: ["⌥", "Alt"],
  shift: ["⇧", "Shift"],
  enter: ["↵", "Enter"],
  escape: ["Esc", "Esc"],
  backspace: ["⌫", "Backspace"],
  arrowup: ["↑", "↑"],
  arrowdown: ["↓", "↓"],
  arrowleft: ["←", "←"],
  arrowright: ["→", "→"],
  space: ["Space", "Space"],
};

/** The words for the key caps, press by press: `"mod+k"` → `[["⌘", "K"]]` or `[["Ctrl", "K"]]`. */
export function keyCaps(keys: string, mac: boolean): string[][] {
  const cap = (name: string) => signs[name]?.[mac ? 0 : 1] ?? (name.length === 1 ? name.toUpperCase() : name);
  return parseKeys(keys).map((press) => [
    ...(["mod", "ctrl", "alt", "shift"] as const).filter((held) => press[held]).map(cap),
    cap(press.key),
  ]);
}
