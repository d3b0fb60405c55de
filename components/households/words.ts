import { listed } from "@/lib/households/naming/rules";
import type { Guess, MemberView } from "@/lib/households/schema";
import type { MessageView } from "@/lib/messages/schema";

/** "This phone is shared by Ana, Leo and Mía." */
export function sharedWords(members: readonly MemberView[], shown: string): string {
  const thing = shown.includes("@") ? "This mailbox" : "This phone";
  const names = members.map((one) => one.name);
  return names.length > 1 ? `${thing} is shared by ${listed(names)}.` : `${thing} was shared before.`;
}

const BECAUSE: Record<Guess, (name: string) => string> = {
  last_text: (name) => `because our last text there was about ${name}`,
  next_visit: (name) => `because of ${name}'s visit`,
  nobody_nearer: () => "though nothing says whom it is about",
};

/** Whom the newest message is filed to, and why. */
export function filedWords({ filing }: Pick<MessageView, "filing">, name: string): string {
  const guess = filing?.guess ?? null;
  if (guess === null) return `The newest message is about ${name}.`;
  return `Filed to ${name} ${BECAUSE[guess](name)}. Press the number of whoever it is about.`;
}
