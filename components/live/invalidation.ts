import type { LiveChange } from "@/lib/live/schema";

/** The beginnings of the query keys that a change makes stale: `["messages", conversationId]`. */
export function staleKeys({ kind, subjectId, conversationId }: LiveChange): string[][] {
  const conversation = conversationId === null ? ["conversation"] : ["conversation", conversationId];
  const lists = [["conversations"], conversation, ["counts"]];
  switch (kind) {
    case "conversation":
      return lists;
    case "message":
      return [
        ...lists,
        conversationId === null ? ["messages"] : ["messages", conversationId],
        ["message", subjectId],
      ];
    case "note":
      return [conversation, conversationId === null ? ["notes"] : ["notes", conversationId]];
    case "presence":
      return [conversationId === null ? ["presence"] : ["presence", conversationId]];
    case "patient":
      return [["patients"], ["patient", subjectId], ["conversation"], ["conversations"]];
    case "import":
      return [["imports"], ["import", subjectId]];
    case "bulk":
      return [["bulks"], ["bulk", subjectId], ["counts"]];
    // Its thread shows it; lists neither move nor count for a message to many.
    case "bulk_message":
      return [conversationId === null ? ["messages"] : ["messages", conversationId], ["message", subjectId]];
    case "emergency":
      return [["emergencies"], ...lists];
    case "question":
      return [["questions"], conversation];
    case "engine":
      return [["engine"]];
  }
}

/** Whether a query with this key is made stale by any of the changes. */
export function staleMatcher(changes: readonly LiveChange[]): (key: readonly unknown[]) => boolean {
  const stale = new Set(changes.flatMap(staleKeys).map((key) => JSON.stringify(key)));
  return (key) => stale.has(JSON.stringify(key.slice(0, 1))) || stale.has(JSON.stringify(key.slice(0, 2)));
}
