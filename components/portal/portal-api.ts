import type { PortalWords } from "@/components/portal/portal-words";

export type PortalField = "name" | "birth" | "pin" | "code" | "form";
export type PortalAnswer = { kind: "in" } | { kind: "refused"; field: PortalField; words: string };

/** Posts to one of the portal's own addresses, with the cookie of this browser alone. */
export async function askPortal(path: string, body: unknown, words: PortalWords): Promise<PortalAnswer> {
  const refused = (field: PortalField, said: string): PortalAnswer => ({
    kind: "refused",
    field,
    words: said,
  });
  let answer: Response;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      cache: "no-store",
      credentials: "same-origin",
    });
  } catch {
    return refused("form", words.offline);
  }
  if (answer.ok) return { kind: "in" };
  const problem = await answer.json().catch(() => null);
  switch (problem?.reason) {
    case "wrong_sign_in":
      return refused("pin", words.wrongSignIn);
    case "locked":
      return refused("pin", words.locked(Number(problem.minutes) || 15));
    case "wrong_code":
      return refused("code", words.wrongCode);
    case "bad_name":
      return refused("name", words.badName);
    case "easy_pin":
      return refused("pin", words.easyPin);
    case "closed":
    case "not_found":
      return refused("form", words.closed);
    default:
      return refused("form", answer.status === 429 ? words.busy : words.broken);
  }
}
