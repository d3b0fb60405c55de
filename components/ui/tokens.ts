/**
 * The colours, by what they mean. Both themes carry the same names, so a screen never asks which theme is on.
 * Each becomes a CSS variable (`--surface`) and a Tailwind colour (`bg-surface`, `text-muted`, `border-border`).
 * `tokens.test.ts` computes the contrast of every pair that may meet on a screen.
 */
export const light = {
  surface: "#ffffff",
  "surface-raised": "#ffffff",
  "surface-sunken": "#f5f6f8",
  "surface-hover": "#eceff2",
  "surface-selected": "#e2eef3",
  text: "#17212b",
  "text-muted": "#546070",
  border: "#dfe3e8",
  "border-strong": "#7a8692",
  focus: "#147ea3",
  overlay: "#0b1218",
  accent: "#0f6480",
  "accent-hover": "#0b5169",
  "on-accent": "#ffffff",
  "accent-soft": "#e2eef3",
  "accent-text": "#0c5a74",
  danger: "#b3261e",
  "danger-hover": "#951d17",
  "on-danger": "#ffffff",
  "danger-soft": "#fbeae8",
  "danger-text": "#9a1d16",
  warning: "#b45f06",
  "warning-soft": "#fdf1dc",
  "warning-text": "#7a4003",
  success: "#1b7a46",
  "success-soft": "#e4f4ea",
  "success-text": "#145c35",
  note: "#fdf6d8",
  "note-border": "#e3d282",
  "note-text": "#3d3209",
  "bubble-in": "#eef1f4",
  "bubble-in-text": "#17212b",
  "bubble-out": "#dcebf1",
  "bubble-out-text": "#0e2630",
  "bubble-muted": "#4b5763",
} as const;

export type Token = keyof typeof light;

export const dark: Record<Token, string> = {
  surface: "#14181d",
  "surface-raised": "#1c2127",
  "surface-sunken": "#0f1317",
  "surface-hover": "#232a31",
  "surface-selected": "#1d3038",
  text: "#e6eaee",
  "text-muted": "#9ba7b3",
  border: "#2b323a",
  "border-strong": "#6f7b87",
  focus: "#4fb3d3",
  overlay: "#000000",
  accent: "#1c7896",
  "accent-hover": "#18687f",
  "on-accent": "#ffffff",
  "accent-soft": "#16303a",
  "accent-text": "#74c4dd",
  danger: "#c93a31",
  "danger-hover": "#b3312a",
  "on-danger": "#ffffff",
  "danger-soft": "#3a1c1a",
  "danger-text": "#ff9d94",
  warning: "#e0962f",
  "warning-soft": "#362610",
  "warning-text": "#f2c078",
  success: "#3aa76a",
  "success-soft": "#12301f",
  "success-text": "#7fd6a2",
  note: "#2e2a14",
  "note-border": "#544b1e",
  "note-text": "#f3e9bd",
  "bubble-in": "#232a31",
  "bubble-in-text": "#e6eaee",
  "bubble-out": "#15394a",
  "bubble-out-text": "#e3f2f8",
  "bubble-muted": "#a9b5c0",
};

export const themes = { light, dark };

/** The tokens of one theme as CSS custom properties: `{ "--surface": "#fff", … }`. */
export function cssVariables(theme: Record<Token, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(theme).map(([name, value]) => [`--${name}`, value]));
}
