import type { Ports } from "@/lib/ctx";
import { askForPass } from "@/lib/inbound-list/claim/commands";
import { isFirstTryOpen } from "@/lib/inbound-list/claim/queries";
import { readLists } from "@/lib/inbound-list/commands";

/** A runner that has not seen the database for this long was offline: webhooks had nowhere to go. */
const OUTAGE_MS = 10_000;

/**
 * Keeps delivery shut after a start and after the database was away, until the lists of what patients wrote meanwhile
 * were tried. The rule `catching_up` is the authority in every claim; this spares a crowd the way to it and back.
 */
export class Gate {
  #isOpen = false;
  #losses = 0;
  #asked = -1;
  #seenAt: Date | null = null;

  constructor(private readonly ports: Ports) {}

  /** The database was away, or may have been. */
  lost(): void {
    this.#losses += 1;
    this.#isOpen = false;
  }

  /** The database was seen now. */
  seen(now: Date): void {
    if (this.#seenAt && now.getTime() - this.#seenAt.getTime() > OUTAGE_MS) this.lost();
    this.#seenAt = now;
  }

  /** True when messages may be handed off; where they may not, does what opens it. Throws while the database is away. */
  async open(): Promise<boolean> {
    if (this.#isOpen) return true;
    const losses = this.#losses;
    if (this.#asked !== losses) await askForPass(this.ports);
    this.#asked = losses;
    while (await readLists(this.ports));
    // Another process may be reading a clinic's list just now.
    if (await isFirstTryOpen(this.ports)) return false;
    this.#isOpen = losses === this.#losses;
    return this.#isOpen;
  }
}
