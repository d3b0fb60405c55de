/** Lets sleepers sleep until somebody rings or their time is over. A ring between two sleeps is not lost. */
export class Bell {
  #rung = false;
  #sleepers = new Set<() => void>();

  ring(): void {
    this.#rung = true;
    for (const wake of [...this.#sleepers]) wake();
  }

  /** Resolves at the next ring, at once if it rang since the last sleep, and after `ms` at the latest. */
  async sleep(ms: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          this.#sleepers.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, ms);
        this.#sleepers.add(wake);
      });
    }
    this.#rung = false;
  }
}
