import type { Choose, Preferences } from "@/lib/unsubscribe/schema";

export type Answer = { kind: "done"; page: Preferences } | { kind: "busy" | "offline" | "broken" };

/** Tells one choice to the address of this very page. */
export async function choose(choice: Choose): Promise<Answer> {
  let answer: Response;
  try {
    answer = await fetch(`${window.location.pathname.replace(/\/$/, "")}/choose`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(choice),
      cache: "no-store",
      credentials: "omit",
    });
  } catch {
    return { kind: "offline" };
  }
  const page = await answer.json().catch(() => null);
  if (answer.ok && page) return { kind: "done", page };
  return { kind: answer.status === 429 ? "busy" : "broken" };
}
