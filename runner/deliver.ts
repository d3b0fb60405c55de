import { type Ports, systemCtx } from "@/lib/ctx";
import { drive, MOST_CLAIMED } from "@/lib/delivery/commands";
import { room } from "@/lib/delivery/hand-off";
import { leaseDue, listDueLanes } from "@/lib/delivery/lanes/commands";
import { Courtesy } from "@/lib/delivery/lanes/courtesy";
import { mayClaim } from "@/lib/delivery/record/recorder";
import { log } from "@/lib/log";

/** Batches under way at once: while one is being handed off, the next is claimed and the last recorded. */
const MOST_DRIVES = 3;

/** Leases what is due, lane by lane, and drives it. Clinics take turns: each pass starts at another lane. */
export class Delivery {
  #under = new Set<Promise<void>>();
  #turn = 0;
  #courtesy = new Courtesy();

  readonly #only: readonly string[];

  /** A runner serves every clinic, or those it is given. */
  constructor(
    private readonly ports: Ports,
    ...only: string[]
  ) {
    this.#only = only;
  }

  /** One round over the lanes that have something due. True when it leased anything. */
  async pass(): Promise<boolean> {
    if (!mayClaim()) return false;
    const due = await listDueLanes(this.ports.clock());
    const lanes = this.#only.length > 0 ? due.filter((lane) => this.#only.includes(lane.clinicId)) : due;
    const start = lanes.length > 0 ? this.#turn++ % lanes.length : 0;
    const share = Math.max(8, Math.floor(MOST_CLAIMED / Math.max(1, lanes.length)));
    let leased = false;
    for (const lane of [...lanes.slice(start), ...lanes.slice(0, start)]) {
      await this.#free();
      if (!mayClaim()) return leased;
      const most = Math.max(1, Math.min(share, room()));
      const ids = await leaseDue(lane.id, most, this.ports.clock(), this.#courtesy);
      if (ids.length === 0) continue;
      leased = true;
      this.#start(lane.clinicId, ids);
    }
    return leased;
  }

  #start(clinicId: string, ids: string[]): void {
    const driven = drive(systemCtx(clinicId, "runner", this.ports), ids)
      // The lease runs out and the messages come round again.
      .catch((cause) => log.error("drive.failed", cause, { clinicId, count: ids.length }))
      .finally(() => this.#under.delete(driven));
    this.#under.add(driven);
  }

  async #free(): Promise<void> {
    while (this.#under.size >= MOST_DRIVES) await Promise.race(this.#under);
  }

  /** Resolves when everything handed off has been recorded. */
  async drained(): Promise<void> {
    await Promise.all(this.#under);
  }
}
