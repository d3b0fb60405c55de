import { clockTime } from "@/components/ui/time-words";
import type { EmergencyView } from "@/lib/emergencies/schema";

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

/** What became of the fixed reply, and that nobody has it. It never says that anyone was told. */
export function standing({ reply, callNow, channel }: EmergencyView, zone: string): string {
  const what = channel === "EMAIL" ? "The 911 email" : "The 911 text";
  const at = reply.at === null ? "" : ` at ${clockTime(new Date(reply.at), zone)}`;
  const told = {
    none: "",
    waiting: `${what} is on its way. `,
    sent: `${what} left${at}. `,
    delivered: `${what} was delivered${at}. `,
    blocked: "",
  }[reply.state];
  const cannot = channel === "EMAIL" ? "We cannot email this patient." : "We cannot text this patient.";
  return `${told}${callNow ? `${cannot} Call now. ` : ""}Nobody has this yet.`;
}
