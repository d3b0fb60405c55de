import { identify } from "@/lib/auth/gate";
import { may, type Permission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/ctx";
import { AppError } from "@/lib/errors";
import { checkOrigin } from "@/lib/http/origin";

/** A permission, several that are all needed, or `known`: anyone with a session or a key. */
export type Asked = Permission | readonly Permission[] | "known";

/**
 * Who → may they, the same for every address that needs an identity. Throws `unauthenticated` or `forbidden`.
 * GET does not keep a session awake by default: screens read by themselves, all day.
 */
export async function admit(
  request: Request,
  spec: { permission: Asked; activity?: boolean },
  requestId: string,
): Promise<Ctx> {
  const activity = spec.activity ?? request.method !== "GET";
  const found = await identify(request.headers, { requestId, activity });
  if (!found) throw new AppError("unauthenticated", "Sign in, or send an API key as a bearer token.");
  if (found.by === "cookie") checkOrigin(request);
  const missing = neededBy(spec.permission).find((each) => !may(found.ctx.actor, each));
  if (missing) {
    throw new AppError("forbidden", "Your role or key may not do this.", "permission", {
      permission: missing,
    });
  }
  return found.ctx;
}

function neededBy(asked: Asked): readonly Permission[] {
  if (asked === "known") return [];
  return typeof asked === "string" ? [asked] : asked;
}
