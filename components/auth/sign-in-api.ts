export type SignInAnswer =
  | { kind: "in" }
  | { kind: "wrong" }
  | { kind: "locked"; minutes: number }
  | { kind: "crowded" }
  | { kind: "silent" };

/** next-auth answers `{ url }`; a refusal carries `?error=` there. */
async function post(action: string, fields: Record<string, string>): Promise<URL> {
  const { csrfToken } = await json(await fetch("/api/auth/csrf", { cache: "no-store" }));
  const answer = await fetch(`/api/auth/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...fields, csrfToken: csrfToken ?? "", json: "true" }),
  });
  const { url } = await json(answer);
  return new URL(url ?? "", location.origin);
}

async function json(response: Response): Promise<Record<string, string | undefined>> {
  return response.json();
}

/** Signs in with email and password. Never throws: silence is an answer. */
export async function signInWithPassword(email: string, password: string): Promise<SignInAnswer> {
  try {
    const url = await post("callback/credentials", { email, password, callbackUrl: "/inbox" });
    const error = url.searchParams.get("error");
    if (error === null) return { kind: "in" };
    const minutes = /^locked:(\d+)$/.exec(error)?.[1];
    if (minutes !== undefined) return { kind: "locked", minutes: Number(minutes) };
    if (error === "crowded") return { kind: "crowded" };
    return error === "CredentialsSignin" ? { kind: "wrong" } : { kind: "silent" };
  } catch {
    return { kind: "silent" };
  }
}

/** Leaves for the organization's own sign-in, which comes back to `to`. Throws when the hub does not answer. */
export async function leaveForOpenId(to: string): Promise<void> {
  location.assign(await post("signin/oidc", { callbackUrl: new URL(to, location.origin).href }));
}

/** The sentence for an answer that is not "in". */
export function refusalWords(answer: Exclude<SignInAnswer, { kind: "in" }>): string {
  switch (answer.kind) {
    case "wrong":
      return "That email and password do not match. Check both and try again.";
    case "locked":
      return `Too many tries. Signing in is locked for ${minutesWords(answer.minutes)}; after that, try again.`;
    case "crowded":
      return "Many people are signing in right now. Try again in a few seconds.";
    case "silent":
      return "The hub did not answer. Check the connection and try again.";
  }
}

function minutesWords(minutes: number): string {
  return minutes === 1 ? "1 more minute" : `${minutes} more minutes`;
}
