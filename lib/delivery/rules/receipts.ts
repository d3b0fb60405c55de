import type { AttemptFact, ReceiptFact } from "@/lib/delivery/rules/schema";
import type { ReceiptKind } from "@/lib/providers/port";
import type { Channel, DeliveryStatus } from "@/prisma/generated/enums";

export type Meaning = "accepted" | "delivered" | "failed" | "bounced";
type Rank = readonly [rank: number, meaning: Meaning];

/*
 * What a receipt means for its attempt. The highest rank wins, in whatever order receipts came and however often.
 * Texts: a late "delivered" overwrites "undelivered"; nothing overwrites delivered (providers.md §1.2).
 * Mail: a hard bounce may follow "delivered"; a person's open or click outranks it (providers.md §2.3).
 */
const TEXT: Record<ReceiptKind, Rank | null> = {
  queued: [1, "accepted"],
  deferred: [2, "accepted"],
  sent: [3, "accepted"],
  cancelled: [4, "failed"],
  failed: [5, "failed"],
  bounced: [6, "bounced"],
  delivered: [7, "delivered"],
  opened: [8, "delivered"],
  clicked: [9, "delivered"],
  unsubscribed: [10, "delivered"],
  complained: [11, "delivered"],
  resubscribed: null,
};

const MAIL: Record<ReceiptKind, Rank | null> = {
  ...TEXT,
  delivered: [7, "delivered"],
  failed: [8, "failed"],
  bounced: [9, "bounced"],
  opened: [10, "delivered"],
  clicked: [11, "delivered"],
  unsubscribed: [12, "delivered"],
  complained: [13, "delivered"],
};

/** "Blocked" is a bounce that may pass: the server said no to this one try. It never overwrites delivered. */
const SOFT_BOUNCE: Rank = [6, "bounced"];
/** A scanner or mail proxy opened it: so it arrived. */
const BY_MACHINE: Rank = [7, "delivered"];

function rankOf(channel: Channel, receipt: ReceiptFact): Rank | null {
  if (receipt.machine && (receipt.kind === "opened" || receipt.kind === "clicked")) return BY_MACHINE;
  if (channel !== "EMAIL") return TEXT[receipt.kind];
  return receipt.soft && receipt.kind === "bounced" ? SOFT_BOUNCE : MAIL[receipt.kind];
}

/** The receipt that speaks for the attempt; null when none says anything about delivery. */
export function winnerOf(attempt: AttemptFact): { receipt: ReceiptFact; meaning: Meaning } | null {
  let winner: { receipt: ReceiptFact; rank: Rank } | null = null;
  for (const receipt of attempt.receipts) {
    const rank = rankOf(attempt.channel, receipt);
    if (!rank) continue;
    const before = winner && (rank[0] - winner.rank[0] || tie(receipt, winner.receipt));
    if (before === null || before > 0) winner = { receipt, rank };
  }
  return winner && { receipt: winner.receipt, meaning: winner.rank[1] };
}

/** Of two of one rank the later counts; the event id makes it the same for every reader. */
function tie(a: ReceiptFact, b: ReceiptFact): number {
  return a.at.getTime() - b.at.getTime() || (a.eventId < b.eventId ? -1 : 1);
}

export interface Projection {
  status: DeliveryStatus;
  statusDetails: string | null;
  deliveredAt: Date | null;
  openedAt: Date | null;
  clickedAt: Date | null;
  bouncedAt: Date | null;
  webhookData: VendorSaid | null;
}

/** The vendor's side of the receipt that speaks for the attempt. */
export interface VendorSaid {
  status: string;
  code: string | null;
  detail: string | null;
}

const SAID: Record<Meaning, DeliveryStatus> = {
  accepted: "SENT",
  delivered: "DELIVERED",
  failed: "FAILED",
  bounced: "BOUNCED",
};

/** `MessageDelivery`'s columns, folded from its outcome and receipts. */
export function project(attempt: AttemptFact): Projection {
  const winner = winnerOf(attempt);
  const first = (kind: ReceiptKind) =>
    attempt.receipts
      .filter((receipt) => receipt.kind === kind && !receipt.machine)
      .map((receipt) => receipt.at)
      .sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
  const openedAt = first("opened");
  const clickedAt = first("clicked");
  const arrived = winner?.meaning === "delivered" ? winner.receipt.at : null;
  const hub = attempt.channel === "IN_APP" && attempt.outcome === "accepted" ? attempt.outcomeAt : null;
  const status: DeliveryStatus = !winner
    ? statusOfOutcome(attempt)
    : winner.meaning !== "delivered"
      ? SAID[winner.meaning]
      : first("complained")
        ? "COMPLAINED"
        : first("unsubscribed")
          ? "UNSUBSCRIBED"
          : clickedAt
            ? "CLICKED"
            : openedAt
              ? "OPENED"
              : "DELIVERED";
  return {
    status,
    statusDetails: winner ? winner.receipt.reason : attempt.outcomeReason,
    deliveredAt: first("delivered") ?? arrived ?? hub,
    openedAt,
    clickedAt,
    bouncedAt: first("bounced"),
    webhookData: winner && saidBy(winner.receipt),
  };
}

/** Mail servers repeat the address in their refusals; it is kept once, with the attempt. */
function saidBy({ status, code, detail }: ReceiptFact): VendorSaid {
  const bare = detail?.replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+|\+\d{7,15}\b/g, "[address]") ?? null;
  return { status, code, detail: bare };
}

function statusOfOutcome(attempt: AttemptFact): DeliveryStatus {
  if (attempt.outcome === null) return "PENDING";
  if (attempt.outcome === "accepted") return attempt.channel === "IN_APP" ? "DELIVERED" : "SENT";
  return "FAILED";
}
