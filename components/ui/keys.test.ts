import { describe, expect, it } from "vitest";
import { isPress, type KeyEvent, keyCaps, parseKeys } from "@/components/ui/keys";

const event = (key: string, held: Partial<KeyEvent> = {}): KeyEvent => ({
  key,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});
const fires = (keys: string, happened: KeyEvent, mac: boolean) => {
  const [press] = parseKeys(keys);
  return press !== undefined && isPress(happened, press, mac);
};

describe("keys", () => {
  it.each([
    ["mod+k is ⌘K on a Mac", "mod+k", event("k", { metaKey: true }), true, true],
    ["mod+k is not Ctrl K on a Mac", "mod+k", event("k", { ctrlKey: true }), true, false],
    ["mod+k is Ctrl K elsewhere", "mod+k", event("k", { ctrlKey: true }), false, true],
    ["mod+k is not the Windows key", "mod+k", event("k", { metaKey: true }), false, false],
    ["a bare letter does not fire with Ctrl held", "k", event("k", { ctrlKey: true }), false, false],
    ["a bare letter does not fire with Shift held", "e", event("E", { shiftKey: true }), false, false],
    ["caps lock does not silence a letter", "e", event("E"), false, true],
    ["shift+e needs Shift", "shift+e", event("E", { shiftKey: true }), false, true],
    ["? fires although Shift is held to type it", "?", event("?", { shiftKey: true }), false, true],
    ["ctrl+space elsewhere", "ctrl+space", event(" ", { ctrlKey: true }), false, true],
    ["ctrl+space on a Mac", "ctrl+space", event(" ", { ctrlKey: true }), true, true],
    ["AltGr characters do not fire letters", "q", event("q", { altKey: true }), false, false],
    ["mod+enter", "mod+enter", event("Enter", { ctrlKey: true }), false, true],
  ])("%s", (_name, keys, happened, mac, expected) => {
    expect(fires(keys, happened, mac)).toBe(expected);
  });

  it("writes key caps the way the person's keyboard names them", () => {
    expect(keyCaps("mod+shift+e", true)).toEqual([["⌘", "⇧", "E"]]);
    expect(keyCaps("mod+shift+e", false)).toEqual([["Ctrl", "Shift", "E"]]);
    expect(keyCaps("g i", false)).toEqual([["G"], ["I"]]);
    expect(keyCaps("?", true)).toEqual([["?"]]);
  });
});
