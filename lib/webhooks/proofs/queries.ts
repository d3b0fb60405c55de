import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";

/** When this vendor last posted with a good signature, by the account that serves this clinic; null: never. */
export async function lastSigned(ctx: Ctx, provider: string): Promise<Date | null> {
  const account = ctx.ports.providers[provider]?.ownerId ?? "";
  const found = await read(ctx, (tx) =>
    tx.signedEvent.findUnique({ where: { provider_account: { provider, account } } }),
  );
  return found?.at ?? null;
}
