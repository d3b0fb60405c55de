import type { Metadata } from "next";

/** What a preview or an index may have of a patient's page: a plain title and nothing else. */
export const quiet = (title: string): Metadata => ({
  title: { absolute: title },
  description: "",
  openGraph: { title, description: "" },
  robots: { index: false, follow: false, noarchive: true, nosnippet: true, noimageindex: true },
  referrer: "no-referrer",
  manifest: null,
});

/** The language somebody chose, else the browser's: before the sign-in nobody knows whose page it is. */
export function languageOf(chosen: string | string[] | undefined, accepted: string | null): "en" | "es" {
  if (chosen === "es" || chosen === "en") return chosen;
  return accepted?.trim().toLowerCase().startsWith("es") ? "es" : "en";
}
