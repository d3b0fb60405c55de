import { clockTime } from "@/components/ui/time-words";
import type { EmergencyView } from "@/lib/emergencies/schema";

/** "Possible emergency: “can't breathe”." Without a quote where the chart or thread is restricted. */
export function headline({ phrase }: Pick<EmergencyView, "phrase">): string {
  return phrase === null ? "Possible emergency." : `Possible emergency: “${phrase}”.`;
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
  const cannot = channel === "EMAIL" ? "We cannot email this address." : "We cannot text this number.";
  return `${told}${callNow ? `${cannot} Call now. ` : ""}Nobody has this yet.`;
}
