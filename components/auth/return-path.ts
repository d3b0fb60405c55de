/** The place to go after signing in: a page of ours or the inbox, never another site. */
export function returnPath(from: string | string[] | undefined): string {
  if (typeof from !== "string" || !/^\/[^/\\]/.test(from)) return "/inbox";
  const url = new URL(from, "http://hub.invalid");
  const ours =
    url.origin === "http://hub.invalid" && !/^\/(sign-in|api|not-allowed)(\/|$)/.test(url.pathname);
  return ours ? url.pathname + url.search : "/inbox";
}

/** The sign-in page's address that leads back to `path`. */
export function signInAddress(path: string, why: "idle" | "ended"): string {
  const query = new URLSearchParams({ from: returnPath(path), why });
  return `/sign-in?${query}`;
}
