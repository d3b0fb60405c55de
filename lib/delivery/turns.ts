/** Lets so many do something at once; the others wait in the order they came. */
export class Turns {
  #busy = 0;
  #queue: (() => void)[] = [];

  constructor(private readonly most: number) {}

  get waiting(): number {
    return this.#queue.length;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy >= this.most) await new Promise<void>((free) => this.#queue.push(free));
    else this.#busy += 1;
    try {
      return await work();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#busy -= 1;
    }
  }
}
