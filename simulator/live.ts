/** Tells open pages that something happened to an address (a phone number, a mailbox, a device). */
export class LiveBus {
  private readonly listeners = new Map<string, Set<() => void>>();

  /** Listens to one address, or to all of them with `*`. Returns the way to stop. */
  listen(address: string, hear: () => void): () => void {
    const set = this.listeners.get(address) ?? new Set();
    set.add(hear);
    this.listeners.set(address, set);
    return () => {
      set.delete(hear);
      if (set.size === 0) this.listeners.delete(address);
    };
  }

  tell(address: string): void {
    if (this.listeners.size === 0) return;
    for (const hear of this.listeners.get(address) ?? []) hear();
    for (const hear of this.listeners.get("*") ?? []) hear();
  }

  tellAll(): void {
    for (const set of this.listeners.values()) for (const hear of set) hear();
  }
}
