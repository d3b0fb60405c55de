import { SegmentedMessage } from "sms-segments-calculator";
import type { SenderFact } from "@/lib/delivery/facts/schema";
import type { Next } from "@/lib/delivery/rules/schema";
import { HUB, senderOf } from "@/lib/delivery/rules/target";
import type { Facts, MessageFacts } from "@/lib/delivery/schema";
import type { RouteFact } from "@/lib/failover/schema";
import { chooseProvider, sharesOf } from "@/lib/failover/shares/rules";
import type { Channel, CreatedByKind } from "@/prisma/generated/enums";

/** What waits first in a lane: emergencies, then people, then machines, then crowds. */
export function queuePriority(message: MessageFacts, createdByKind: CreatedByKind): number {
  if (message.priority === "urgent") return 0;
  if (message.priority === "bulk") return 3;
  return message.isAutomatic || createdByKind === "staff" ? 1 : 2;
}

/** A lane is a clinic's sender: the vendor's rate belongs to it. */
export function laneId(clinicId: string, senderId: string | null): string {
  return `${clinicId}:${senderId ?? HUB}`;
}

/** The sender that would carry the hop in play if it left now; null: the hub itself, or nobody. */
export function chosenSender({ act, hop }: Next, facts: Facts): string | null {
  if (act.kind === "send") return act.answer.senderId;
  const channel = facts.message.plan[hop];
  return (channel && senderOf(facts, channel)?.id) ?? null;
}

/** The lane a message waits in where only its id is known: the default of the vendor that carries it by weight. */
export function likelySender(
  senders: readonly SenderFact[],
  channel: Channel,
  routes: readonly RouteFact[],
  messageId: string,
): SenderFact | undefined {
  const ready = senders.filter((sender) => sender.channel === channel && sender.registered);
  const able = routes.filter(
    (route) => route.channel === channel && ready.some(({ provider }) => provider === route.provider),
  );
  const provider = chooseProvider({ messageId, routes: able });
  const own = provider ? ready.filter((sender) => sender.provider === provider) : ready;
  return own.find((sender) => sender.isDefault) ?? own[0];
}

/** The lane of a draft that has no id yet: the default of the vendor that carries most. */
export function expectedSender(
  senders: readonly SenderFact[],
  channel: Channel,
  routes: readonly RouteFact[] = [],
): SenderFact | undefined {
  const open = routes.filter((route) => route.channel === channel && route.pausedAt === null);
  const [most] = [...(open.length > 1 ? sharesOf(open) : [])].sort(([, a], [, b]) => b - a);
  const ready = senders.filter((sender) => sender.channel === channel && sender.registered);
  const own = most ? ready.filter(({ provider }) => provider === most[0]) : ready;
  return own.find((sender) => sender.isDefault) ?? own[0];
}

/** Letters that are one septet each in GSM-7 and ASCII alike; grapheme splitting (the slow part) changes nothing there. */
const PLAIN = /^[A-Za-z0-9 \n!"#%&'()*+,\-./:;<=>?@$_]*$/;

/** What a hand-off costs of its sender's rate: segments for a text, one for everything else, also for a picture message. */
export function creditsOf(message: MessageFacts, channel: Channel): number {
  const text = message.content.SMS;
  if (channel !== "SMS" || !text?.body || message.content.media?.length) return 1;
  return text.segments ?? segmentsOf(text.body);
}

/** Whole letters of one UTF-16 unit, at least one of which forces UCS-2: the acute vowels of Spanish, curly quotes, dashes. */
const WIDE = /^[A-Za-z0-9 \n!"#%&'()*+,\-./:;<=>?@$_ñÑéàèìòùüÜöÖäÄ¿¡áíóúÁÍÓÚ‘’“”–—…]*$/;
const FORCES_WIDE = /[áíóúÁÍÓÚ‘’“”–—…]/;

/** The segments that a text is sent in. */
export function segmentsOf(body: string): number {
  if (PLAIN.test(body)) return body.length <= 160 ? 1 : Math.ceil(body.length / 153);
  if (WIDE.test(body)) {
    const [one, many] = FORCES_WIDE.test(body) ? [70, 67] : [160, 153];
    return body.length <= one ? 1 : Math.ceil(body.length / many);
  }
  return Math.max(1, new SegmentedMessage(body, "auto").segmentsCount);
}
