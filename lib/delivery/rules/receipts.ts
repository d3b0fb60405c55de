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

/** Nobody reads that fast: a mail company looks at what has just come in. Vendors stamp whole seconds. */
const TOO_SOON_MS = 2_000;

/** Whether an opening or a click was probably no person's: the vendor says so, or it came with the mail itself. */
export function isByMachine(
  receipt: Pick<ReceiptFact, "kind" | "machine" | "at">,
  { channel, receipts }: { channel: Channel; receipts: readonly Pick<ReceiptFact, "kind" | "at">[] },
): boolean {
  if (receipt.kind !== "opened" && receipt.kind !== "clicked") return false;
  if (receipt.machine) return true;
  const isSoon = (at: Date) => Math.abs(receipt.at.getTime() - at.getTime()) <= TOO_SOON_MS;
  return channel === "EMAIL" && receipts.some(({ kind, at }) => kind === "delivered" && isSoon(at));
}

function rankOf(attempt: AttemptFact, receipt: ReceiptFact): Rank | null {
  const { channel } = attempt;
  if (isByMachine(receipt, attempt)) return BY_MACHINE;
  if (channel !== "EMAIL") return TEXT[receipt.kind];
  return receipt.soft && receipt.kind === "bounced" ? SOFT_BOUNCE : MAIL[receipt.kind];
}

/** The receipt that speaks for the attempt; null when none says anything about delivery. */
export function winnerOf(attempt: AttemptFact): { receipt: ReceiptFact; meaning: Meaning } | null {
  let winner: { receipt: ReceiptFact; rank: Rank } | null = null;
  for (const receipt of attempt.receipts) {
    const rank = rankOf(attempt, receipt);
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
      .filter((receipt) => receipt.kind === kind && !isByMachine(receipt, attempt))
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
    webhookData: winner && saidBy(deliveryOf(attempt, winner.receipt)),
  };
}

const ENGAGEMENT: readonly ReceiptKind[] = ["opened", "clicked", "unsubscribed", "complained"];

/** What the server said when it took the mail stays, whatever its reader does with it afterwards. */
function deliveryOf({ receipts }: AttemptFact, winner: ReceiptFact): ReceiptFact {
  if (!ENGAGEMENT.includes(winner.kind)) return winner;
  const delivered = receipts.filter(({ kind }) => kind === "delivered");
  return delivered.sort(tie).at(-1) ?? winner;
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
