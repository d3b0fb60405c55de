import { randomUUID } from "node:crypto";
import type { OutboundMessage, Outcome, Provider } from "@/lib/providers/port";
import type { Channel } from "@/prisma/generated/enums";

export interface Sent {
  message: OutboundMessage;
  key: string;
  at: Date;
}

type Answer = (message: OutboundMessage, key: string) => Promise<Outcome | null> | Outcome | null;

/** A vendor at the port for tests of the engine: keeps what it was handed and answers as the test says. */
export function testVendor(
  name: string,
  channel: Exclude<Channel, "IN_APP">,
  answer: Answer = () => ({ kind: "accepted", ref: `SM${randomUUID().replaceAll("-", "")}` }),
  clock: () => Date = () => new Date(0),
) {
  const sent: Sent[] = [];
  const provider: Provider = {
    name,
    channel,
    proof: "receipt",
    async send(message, options) {
      sent.push({ message, key: options.key, at: clock() });
      return answer(message, options.key);
    },
  };
  return { provider, sent };
}
