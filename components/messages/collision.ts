import type { MessageView } from "@/lib/messages/schema";

type Judged = Pick<MessageView, "id" | "direction" | "createdBy">;

/**
 * The message that came in since the writer last looked: from the patient or from a colleague, not one's own and not an
 * automatic one. `newestFirst` is the thread; `seenId` the newest message when the writing began. Null: nothing new.
 */
export function newerMessage<M extends Judged & Pick<MessageView, "createdByKind">>(
  newestFirst: readonly M[],
  seenId: string | null,
  meId: string,
): M | null {
  const end = newestFirst.findIndex((message) => message.id === seenId);
  const since = end === -1 ? [] : newestFirst.slice(0, end);
  return since.find((message) => message.createdByKind !== "system" && message.createdBy !== meId) ?? null;
}

/** "Jordan answered while you were typing." or "Maria wrote again while you were typing." */
export function collisionWords(
  message: Pick<MessageView, "direction" | "authorName">,
  patient: string,
): string {
  if (message.direction === "INBOUND") {
    return `${patient} wrote again while you were typing. Your draft is kept. Read that first, then send yours or drop it.`;
  }
  const who = message.authorName?.split(" ")[0] ?? "A colleague";
  return `${who} answered while you were typing. Your draft is kept. Read the answer above, then send yours or drop it.`;
}
