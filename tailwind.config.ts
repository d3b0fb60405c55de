import type { Config } from "tailwindcss";
import plugin from "tailwindcss/plugin";
import { cssVariables, dark, light } from "./components/ui/tokens";

const named = Object.fromEntries(Object.keys(light).map((token) => [token, `var(--${token})`]));

/** Only the tokens are colours here: `bg-red-500` does not exist, so nobody can leave the two themes by accident. */
export default {
  darkMode: ["selector", '[data-theme="dark"]'],
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  theme: {
    colors: {
      transparent: "transparent",
      current: "currentColor",
      inherit: "inherit",
      ...named,
      muted: "var(--text-muted)",
    },
    fontFamily: {
      sans: ["var(--font-inter)", "var(--font-inter-more)", "system-ui", "sans-serif"],
      mono: ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"],
    },
    fontSize: {
      xs: ["0.75rem", "1rem"],
      sm: ["0.8125rem", "1.125rem"],
      base: ["0.875rem", "1.25rem"],
      lg: ["1rem", "1.5rem"],
      xl: ["1.25rem", "1.75rem"],
      "2xl": ["1.5rem", "2rem"],
    },
    extend: {
      maxWidth: { reading: "68ch" },
      boxShadow: {
        pop: "0 0 0 1px var(--border), 0 8px 24px -6px rgb(0 0 0 / 0.22)",
        dialog: "0 0 0 1px var(--border), 0 24px 64px -12px rgb(0 0 0 / 0.4)",
      },
      zIndex: { rail: "20", overlay: "40", dialog: "50", pop: "60", toast: "70" },
      keyframes: {
        "fade-in": { from: { opacity: "0" } },
        "pop-in": { from: { opacity: "0", transform: "translateY(-2px) scale(0.985)" } },
        "sheet-in": { from: { opacity: "0", transform: "translateX(24px)" } },
        "sheet-up": { from: { opacity: "0", transform: "translateY(24px)" } },
        "slide-past": { from: { transform: "translateX(-100%)" }, to: { transform: "translateX(400%)" } },
      },
      animation: {
        "fade-in": "fade-in 120ms ease-out",
        "pop-in": "pop-in 110ms ease-out",
        "sheet-in": "sheet-in 140ms ease-out",
        "sheet-up": "sheet-up 140ms ease-out",
        "slide-past": "slide-past 1.4s ease-in-out infinite",
      },
    },
  },
  plugins: [
    plugin(({ addBase }) => {
      addBase({
        ":root": { colorScheme: "light", ...cssVariables(light) },
        '[data-theme="dark"]': { colorScheme: "dark", ...cssVariables(dark) },
        "@media (prefers-color-scheme: dark)": {
          ":root:not([data-theme])": { colorScheme: "dark", ...cssVariables(dark) },
        },
      });
    }),
  ],
} satisfies Config;
