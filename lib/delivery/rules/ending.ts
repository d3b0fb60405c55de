import type { AttemptState } from "@/lib/delivery/rules/attempt";
import type { AttemptFact, Decided, History, Next } from "@/lib/delivery/rules/schema";
import type { MessageFacts } from "@/lib/delivery/schema";

export interface Seen {
  attempt: AttemptFact;
  state: AttemptState;
}

/** In flight, unknown, or accepted without a failing receipt: the patient may yet get it. */
export function isOpen(state: AttemptState): boolean {
  return state.kind === "in_flight" || state.kind === "unknown" || state.kind === "accepted";
}

/** Fills in what earlier attempts say: a message that is out is not "scheduled" because its fallback is held. */
export function standing(seen: Seen[], draft: Omit<Next, "sentAt" | "deliveredAt">): Next {
  const accepted = seen.find(({ state }) => state.kind === "accepted");
  const isHeld = draft.status === "SCHEDULED";
  const open = isHeld ? seen.find(({ state }) => isOpen(state)) : undefined;
  const shown = !open
    ? {}
    : accepted
      ? { status: "SENT" as const, reason: null, hop: accepted.attempt.hop }
      : { status: "PENDING" as const, reason: "unknown", hop: open.attempt.hop };
  return { ...draft, ...shown, ...times(seen) };
}

function times(seen: Seen[]): Pick<Next, "sentAt" | "deliveredAt"> {
  const out = seen.filter(({ state }) => state.kind === "accepted" || state.kind === "delivered");
  const sent = out.map(
    ({ attempt }) => (attempt.outcome === "accepted" ? attempt.outcomeAt : null) ?? attempt.claimedAt,
  );
  const delivered = seen.flatMap(({ state }) => (state.kind === "delivered" ? [state.at] : []));
  const earliest = (dates: Date[]) =>
    dates.reduce<Date | null>((best, date) => (!best || date < best ? date : best), null);
  return { sentAt: earliest(sent), deliveredAt: earliest(delivered) };
}

/** What ends a message in the patient's stead. */
const CAUSES = ["opt_out", "deceased", "do_not_contact"] as const;

/** What a message is when nothing more will be started for it. */
export function ending(end: {
  history: History;
  message: MessageFacts;
  seen: Seen[];
  decisions: Decided[];
  hop: number;
}): Next {
  const { history, message, seen, decisions } = end;
  const rest = (status: Next["status"], reason: string | null, hop: number): Next => ({
    status,
    reason,
    act: { kind: "rest" },
    hop,
    decisions,
    ...times(seen),
  });
  const of = (kind: AttemptState["kind"]) => seen.filter(({ state }) => state.kind === kind);

  const delivered = of("delivered")[0];
  if (delivered) return rest("DELIVERED", null, delivered.attempt.hop);
  const flying = of("in_flight").at(-1);
  if (flying?.state.kind === "in_flight") {
    const next = rest("PENDING", null, flying.attempt.hop);
    return { ...next, act: { kind: "wait", until: flying.state.until } };
  }
  const accepted = of("accepted").at(-1);
  if (accepted) return rest("SENT", null, accepted.attempt.hop);
  const unknown = of("unknown").at(-1);
  if (unknown) return rest("PENDING", "unknown", unknown.attempt.hop);

  const last = message.plan.length - 1;
  const reached = Math.min(end.hop, last);
  if (message.cancelledAt) {
    const cause = CAUSES.find((name) => name === message.cancelledBy);
    return rest("CANCELLED", cause ?? "cancelled", reached);
  }
  const failed = of("failed").at(-1);
  if (failed?.state.kind === "failed") {
    return rest(failed.state.bounced ? "BOUNCED" : "FAILED", failed.state.reason, failed.attempt.hop);
  }
  const [block] = [...history.blocked, ...blocksOf(decisions)].sort((a, b) => a.hop - b.hop);
  return rest("FAILED", block?.rule ?? "expired", block?.hop ?? reached);
}

function blocksOf(decisions: Decided[]): History["blocked"] {
  return decisions.flatMap(({ hop, answer }) =>
    answer.kind === "block" ? [{ hop, rule: answer.reasons[0]?.rule ?? "expired" }] : [],
  );
}
