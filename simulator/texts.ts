import type { Delivery } from "@/simulator/courier";
import { receiveTelnyxText } from "@/simulator/telnyx/inbound";
import { type InboundText, receiveTwilioText } from "@/simulator/twilio/inbound";
import type { World } from "@/simulator/world";

/**
 * A patient texts a clinic's number: kept on the phone, then posted, signed, to the hub by the vendor that has the
 * number: the one named, else the one that carried the last text of that number.
 */
export function receiveText(
  world: World,
  text: InboundText,
  provider: "twilio" | "telnyx" = world.accounts.vendorOf(text.to) ?? world.phones.carrierOf(text.to),
): Promise<{ sid: string; outcome: Delivery }> {
  return provider === "telnyx" ? receiveTelnyxText(world, text) : receiveTwilioText(world, text);
}
