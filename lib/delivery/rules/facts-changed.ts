import type { Rule } from "@/lib/delivery/schema";

/**
 * A template was filled with what our records said when the message was accepted. Filling it again with other values
 * would make other words (the visit moved): it stops for a person, and the bytes that a retry repeats stay as they are.
 */
export const factsChanged: Rule = {
  name: "facts_changed",
  judge({ message, known }) {
    if (!message.basis || !known) return { kind: "open" };
    const changed = Object.entries(message.basis).filter(([name, was]) => (known[name] ?? "") !== was);
    const [first] = changed;
    if (!first) return { kind: "open" };
    const [field, was] = first;
    const evidence = { field, was, now: known[field] ?? null, fields: changed.map(([name]) => name).join() };
    return { kind: "block", evidence, remedy: "edit_words" };
  },
};
