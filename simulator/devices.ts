import { Ring } from "@/simulator/ring";

/** One push notification as the device shows it. */
export interface PushRecord {
  name: string;
  token: string;
  title: string;
  body: string;
  link: string | null;
  data: Record<string, string>;
  at: number;
}

export class Devices {
  private readonly ring: Ring<PushRecord>;

  constructor(keep: number) {
    this.ring = new Ring(keep);
  }

  add(push: PushRecord): void {
    this.ring.push(push);
  }

  /** Newest first. */
  all(): PushRecord[] {
    return this.ring.slice(0, this.ring.size).reverse();
  }

  of(token: string): PushRecord[] {
    return this.all().filter((push) => push.token === token);
  }

  clear(): void {
    this.ring.clear();
  }
}
