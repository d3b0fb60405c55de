/** A list that forgets its oldest entries once it holds more than `capacity`. */
export class Ring<T> {
  private items: T[] = [];
  private head = 0;

  constructor(private readonly capacity: number) {}

  get size(): number {
    return this.items.length - this.head;
  }

  /** Adds an entry and returns the one that had to go, if any. */
  push(item: T): T | undefined {
    this.items.push(item);
    if (this.size <= this.capacity) return undefined;
    const gone = this.items[this.head];
    this.head += 1;
    if (this.head > this.capacity) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    return gone;
  }

  /** Entry `index` counted from the oldest one still kept. */
  at(index: number): T | undefined {
    return index < 0 ? undefined : this.items[this.head + index];
  }

  slice(from: number, to: number): T[] {
    return this.items.slice(this.head + Math.max(0, from), this.head + Math.max(0, to));
  }

  clear(): void {
    this.items = [];
    this.head = 0;
  }
}
