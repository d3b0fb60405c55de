import { describe, expect, it } from "vitest";
import { type Token, themes } from "@/components/ui/tokens";

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const grounds: Token[] = ["surface", "surface-raised", "surface-sunken", "surface-hover", "surface-selected"];
const open: Token[] = ["surface", "surface-raised", "surface-sunken"];
const pairs = (inks: Token[], papers: Token[], atLeast: number) =>
  inks.flatMap((ink) => papers.map((paper) => ({ ink, paper, atLeast })));

const promises = [
  // What patients and staff wrote: AAA.
  ...pairs(["text"], grounds, 7),
  { ink: "bubble-in-text", paper: "bubble-in", atLeast: 7 },
  { ink: "bubble-out-text", paper: "bubble-out", atLeast: 7 },
  { ink: "note-text", paper: "note", atLeast: 7 },
  // Every other word: AA.
  ...pairs(["text-muted", "accent-text", "danger-text", "warning-text", "success-text"], grounds, 4.5),
  ...pairs(["bubble-muted"], ["bubble-in", "bubble-out", "note"], 4.5),
  ...pairs(["on-accent"], ["accent", "accent-hover"], 4.5),
  ...pairs(["on-danger"], ["danger", "danger-hover"], 4.5),
  ...pairs(["text", "accent-text"], ["accent-soft"], 4.5),
  ...pairs(["text", "danger-text"], ["danger-soft"], 4.5),
  ...pairs(["text", "warning-text"], ["warning-soft"], 4.5),
  ...pairs(["text", "success-text"], ["success-soft"], 4.5),
  // Edges of controls, focus rings and icons that carry meaning: 3 to 1 (WCAG 1.4.11).
  ...pairs(["border-strong", "focus", "accent", "danger", "warning", "success"], open, 3),
] satisfies { ink: Token; paper: Token; atLeast: number }[];

describe.each(Object.entries(themes))("colours of the %s theme", (_name, theme) => {
  it.each(promises)("$ink on $paper reaches $atLeast to 1", ({ ink, paper, atLeast }) => {
    expect(contrast(theme[ink], theme[paper])).toBeGreaterThanOrEqual(atLeast);
  });
});
