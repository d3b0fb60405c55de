import type { Decided, Next } from "@/lib/delivery/rules/schema";

/**
 * The decision that says what happens now: of the way in play. Where a way that waits may be passed over it is not the
 * last one asked, and of ways that are all blocked it is the first, whose rule is the message's reason.
 */
export const decidingOf = ({ decisions, hop }: Pick<Next, "decisions" | "hop">): Decided | undefined =>
  decisions.find((one) => one.hop === hop) ?? decisions.at(-1);
