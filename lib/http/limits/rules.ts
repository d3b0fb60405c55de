export interface Allowance {
  /** Requests that may come at once. */
  burst: number;
  perSecond: number;
}

export interface Balance {
  tokens: number;
  refilledAt: Date;
}

/** Tokens at `now`. A process whose clock is behind another's refills nothing and takes nothing back. */
export function tokensAt(
  { tokens, refilledAt }: Balance,
  { burst, perSecond }: Allowance,
  now: Date,
): number {
  const seconds = Math.max(0, now.getTime() - refilledAt.getTime()) / 1_000;
  return Math.min(burst, tokens + seconds * perSecond);
}

/** Whole requests that a balance can pay for, at most `want`. */
export const granted = (tokens: number, want: number) => Math.max(0, Math.min(want, Math.floor(tokens)));

/** The fields of draft-ietf-httpapi-ratelimit-headers that clients know: requests left, seconds until all are back. */
export function headersOf(left: number, { burst, perSecond }: Allowance): Record<string, string> {
  const missing = Math.max(0, burst - left);
  return {
    "RateLimit-Limit": String(burst),
    "RateLimit-Remaining": String(Math.max(0, Math.floor(left))),
    "RateLimit-Reset": String(Math.ceil(missing / perSecond)),
    "RateLimit-Policy": `${Math.round(perSecond * 60)};w=60;burst=${burst}`,
  };
}
