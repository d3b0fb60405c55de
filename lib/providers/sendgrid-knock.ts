import type { Client } from "@sendgrid/client";
import { z } from "zod";
import type { Knocked } from "@/lib/providers/account/schema";
import { refusalOf } from "@/lib/providers/twilio-check";

/** Of GET /v3/user/webhooks/event/settings/all (v3 API, Webhooks): `public_key` is there for a signed one alone. */
const Webhooks = z.looseObject({
  webhooks: z.array(
    z.looseObject({
      id: z.string().optional(),
      url: z.string().optional(),
      enabled: z.boolean().optional(),
      public_key: z.string().nullish(),
    }),
  ),
});

/**
 * Finds the event webhook that posts to this address and has SendGrid post its example events there, signed like real
 * ones (POST /v3/user/webhooks/event/test names the webhook by its id). `keys`: those we believe, as SendGrid shows them.
 */
export async function knockSendGrid(
  client: Client,
  url: string,
  keys: readonly (string | undefined)[],
): Promise<Knocked> {
  try {
    const [, body] = await client.request({ method: "GET", url: "/v3/user/webhooks/event/settings/all" });
    const read = Webhooks.safeParse(body);
    if (!read.success) return { kind: "silent" };
    const ours = read.data.webhooks.filter((one) => isSame(one.url, url));
    const entered = ours.find(({ enabled }) => enabled) ?? ours[0];
    if (!entered) return { kind: "wrong", trouble: "not_entered" };
    if (!entered.enabled) return { kind: "wrong", trouble: "off" };
    if (!entered.public_key) return { kind: "wrong", trouble: "unsigned" };
    if (!keys.includes(entered.public_key)) return { kind: "wrong", trouble: "other_key" };
    await client.request({
      method: "POST",
      url: "/v3/user/webhooks/event/test",
      body: { id: entered.id, url },
    });
    return { kind: "asked" };
  } catch (error) {
    return refusalOf(error).kind === "refused" ? { kind: "refused" } : { kind: "silent" };
  }
}

const isSame = (one: string | undefined, other: string) =>
  one !== undefined && URL.canParse(one) && new URL(one).href === new URL(other).href;
