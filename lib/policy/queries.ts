import type { z } from "zod";
import { getPolicy } from "@/lib/clinics/queries";
import type { Ctx } from "@/lib/ctx";
import { versionOf } from "@/lib/db/version";
import type { PolicySchema } from "@/lib/policy/schema";

/** The clinic's rules and the name of this very state of them. */
export async function getPolicyView(ctx: Ctx): Promise<z.input<typeof PolicySchema>> {
  const policy = await getPolicy(ctx);
  return { policy, version: versionOf(policy) };
}
