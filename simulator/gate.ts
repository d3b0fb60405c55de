/** Holds receipts back (for benchmarks and "what if no receipt comes") and lets them all go in order. */
export class ReceiptGate {
  private held = false;
  private readonly waiting: (() => void)[] = [];

  get state(): { held: boolean; waiting: number } {
    return { held: this.held, waiting: this.waiting.length };
  }

  pass(send: () => void): void {
    if (this.held) this.waiting.push(send);
    else send();
  }

  hold(): void {
    this.held = true;
  }

  /** Lets every waiting receipt go; returns how many there were. */
  release(): number {
    this.held = false;
    const ready = this.waiting.splice(0);
    for (const send of ready) send();
    return ready.length;
  }

  /** Drops what waits, without sending it. */
  clear(): void {
    this.waiting.length = 0;
  }
}
