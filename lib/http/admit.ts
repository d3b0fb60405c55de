import { identify } from "@/lib/auth/gate";
import { may, type Permission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/ctx";
import { AppError } from "@/lib/errors";
import { spendRequest, spendUnknown } from "@/lib/http/limits/commands";
import { checkOrigin } from "@/lib/http/origin";

/** A permission, several that are all needed, or `known`: anyone with a session or a key. */
export type Asked = Permission | readonly Permission[] | "known";

export interface Admitted {
  ctx: Ctx;
  /** What is left of a key's allowance, as headers of the answer. */
  allowance: Record<string, string>;
}

/**
 * Who → within their allowance → may they, the same for every address that needs an identity. Throws
 * `unauthenticated`, `rate_limited` (refused requests count as well, keys nobody knows by their address) or `forbidden`.
 * GET does not keep a session awake by default: screens read by themselves, all day.
 */
export async function admit(
  request: Request,
  spec: { permission: Asked; activity?: boolean },
  requestId: string,
): Promise<Admitted> {
  const activity = spec.activity ?? request.method !== "GET";
  const found = await identify(request.headers, { requestId, activity });
  if (!found && request.headers.has("authorization")) await spendUnknown(addressOf(request));
  if (!found) throw new AppError("unauthenticated", "Sign in, or send an API key as a bearer token.");
  if (found.by === "cookie") checkOrigin(request);
  const allowance = await spendRequest(found.ctx);
  const missing = neededBy(spec.permission).find((each) => !may(found.ctx.actor, each));
  if (missing) {
    throw new AppError("forbidden", "Your role or key may not do this.", "permission", {
      permission: missing,
    });
  }
  return { ctx: found.ctx, allowance };
}

/** What the nearest proxy (or Next itself) says of where it came from; whatever stands before may be made up. */
export function addressOf(request: Request): string {
  return request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim().slice(0, 64) || "unknown";
}

function neededBy(asked: Asked): readonly Permission[] {
  if (asked === "known") return [];
  return typeof asked === "string" ? [asked] : asked;
}
