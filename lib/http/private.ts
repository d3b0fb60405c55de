import { portalCookie } from "@/lib/auth/portal";
import { env } from "@/lib/env";

/** Nothing of a patient's page stays in a cache, an index or the next site's log. */
export const PRIVATE = {
  "Cache-Control": "private, no-store",
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
};

/** The session's cookie for this browser alone, until it closes; `null` takes it away. */
export function sessionCookie(token: string | null): string {
  const secure = env().publicUrl.startsWith("https://") ? "; Secure" : "";
  const ends = token === null ? "; Max-Age=0" : "";
  return `${portalCookie()}=${token ?? ""}; Path=/; HttpOnly; SameSite=Lax${secure}${ends}`;
}
