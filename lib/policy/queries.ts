import { createHash } from "node:crypto";
import type { z } from "zod";
import { getPolicy } from "@/lib/clinics/queries";
import type { Policy } from "@/lib/clinics/schema";
import type { Ctx } from "@/lib/ctx";
import type { PolicySchema } from "@/lib/policy/schema";

/** The clinic's rules and the name of this very state of them. */
export async function getPolicyView(ctx: Ctx): Promise<z.input<typeof PolicySchema>> {
  const policy = await getPolicy(ctx);
  return { policy, version: versionOf(policy) };
}

/** The same rules always have the same name. */
export function versionOf(policy: Policy): string {
  return createHash("sha256").update(JSON.stringify(policy)).digest("base64url").slice(0, 22);
}
