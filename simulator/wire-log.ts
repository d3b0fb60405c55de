import { iso } from "@/simulator/clock";
import type { ProviderName } from "@/simulator/faults";
import { Ring } from "@/simulator/ring";

/** One request that the hub made to a vendor, as the vendor saw it. */
export interface WireEntry {
  id: string;
  /** ISO instant on the shared clock. */
  at: string;
  provider: ProviderName;
  method: string;
  path: string;
  to: string;
  from: string;
  subject: string | null;
  /** The words: the text, the mail's plain text (else its HTML), the notification's body. */
  body: string;
  /** All fields of the request; attachments by size only. */
  params: Record<string, unknown>;
  headers: Record<string, string>;
  /** HTTP status answered; null when no answer was given. */
  status: number | null;
  /** Whether the vendor took the message on. */
  accepted: boolean;
  /** The vendor's id for it: message sid, X-Message-Id, FCM name. */
  ref: string | null;
  fault: string | null;
}

export type WireFacts = Omit<WireEntry, "id" | "at">;

export interface WireFilter {
  after?: string;
  limit: number;
  provider?: string;
  to?: string;
}

const ID = /^w(\d{12})$/;

/** The bounded, ordered log behind `GET /_sim/messages`. */
export class WireLog {
  private readonly ring: Ring<WireEntry>;
  private next = 1;

  constructor(keep: number) {
    this.ring = new Ring(keep);
  }

  add(now: number, facts: WireFacts): WireEntry {
    const entry = { id: `w${String(this.next++).padStart(12, "0")}`, at: iso(now), ...facts };
    this.ring.push(entry);
    return entry;
  }

  restore(entry: WireEntry): void {
    const number = Number(ID.exec(entry.id)?.[1] ?? 0);
    this.next = Math.max(this.next, number + 1);
    this.ring.push(entry);
  }

  get size(): number {
    return this.ring.size;
  }

  clear(): void {
    this.ring.clear();
  }

  /** Entries after an id or an ISO instant, oldest first; `nextCursor` is the last id given, to ask on with. */
  page(filter: WireFilter): { items: WireEntry[]; nextCursor: string | null; total: number } {
    const items: WireEntry[] = [];
    let index = this.firstAfter(filter.after);
    for (; index < this.ring.size && items.length < filter.limit; index += 1) {
      const entry = this.ring.at(index);
      if (!entry) break;
      if (filter.provider && entry.provider !== filter.provider) continue;
      if (filter.to && entry.to !== filter.to) continue;
      items.push(entry);
    }
    const more = index < this.ring.size;
    return { items, nextCursor: more ? (items.at(-1)?.id ?? null) : null, total: this.ring.size };
  }

  private firstAfter(after: string | undefined): number {
    if (!after) return 0;
    const isId = ID.test(after);
    const bound = isId ? after : iso(Date.parse(after));
    let low = 0;
    let high = this.ring.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.ring.at(middle);
      if (entry && (isId ? entry.id : entry.at) <= bound) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Request headers without the credentials they carry. */
export function withoutSecrets(headers: Record<string, string>): Record<string, string> {
  const scheme = headers.authorization?.split(" ")[0];
  return scheme ? { ...headers, authorization: `${scheme} …` } : headers;
}
