import { clockTime } from "@/components/ui/time-words";
import type { EmergencyView } from "@/lib/emergencies/schema";

const MEANS: Record<EmergencyView["channel"], { noun: string; verb: string }> = {
  SMS: { noun: "text", verb: "text" },
  EMAIL: { noun: "email", verb: "email" },
  PUSH: { noun: "notification", verb: "notify" },
  IN_APP: { noun: "message", verb: "write to" },
};

/** "Possible emergency: “can't breathe”." Without a quote where the chart or thread is restricted. */
export function headline({ phrase }: Pick<EmergencyView, "phrase">): string {
  return phrase === null ? "Possible emergency." : `Possible emergency: “${phrase}”.`;
}

/** "Told Jordan 9:41 PM, delivered." What is known of one text to somebody on call. */
export function toldWords({ name, state, at }: EmergencyView["told"][number], zone: string): string {
  const time = clockTime(new Date(at), zone);
  return {
    waiting: `Telling ${name}.`,
    sent: `Told ${name} ${time}, no receipt yet.`,
    delivered: `Told ${name} ${time}, delivered.`,
    failed: `${name} could not be told at ${time}.`,
    unknown: `${name} may have been told at ${time}.`,
  }[state];
}

/** "Dana Whitfield has it since 9:48 PM." */
export function takenWords({ taken }: Pick<EmergencyView, "taken">, zone: string): string {
  return taken === null
    ? "Nobody has this yet."
    : `${taken.by ?? "A colleague"} has it since ${clockTime(new Date(taken.at), zone)}.`;
}

/** Every text to somebody on call, in order; or that there was none. */
export function allToldWords({ told }: Pick<EmergencyView, "told">, zone: string): string {
  return told.length === 0 ? "Nobody on call was told." : told.map((one) => toldWords(one, zone)).join(" ");
}

/** What became of the fixed reply. It never says that anyone was told. */
export function replyWords(
  { reply, channel }: Pick<EmergencyView, "reply" | "channel">,
  zone: string,
): string {
  const what = `The 911 ${MEANS[channel].noun}`;
  const at = reply.at === null ? "" : ` at ${clockTime(new Date(reply.at), zone)}`;
  return {
    none: "",
    waiting: `${what} is on its way.`,
    sent: `${what} left${at}.`,
    delivered: `${what} was delivered${at}.`,
    blocked: "",
  }[reply.state];
}

/** What became of the fixed reply, and who has it. */
export function standing(one: EmergencyView, zone: string): string {
  const cannot = `We cannot ${MEANS[one.channel].verb} this patient.`;
  return [replyWords(one, zone), one.callNow ? `${cannot} Call now.` : "", takenWords(one, zone)]
    .filter(Boolean)
    .join(" ");
}
