import { Feed, type Listener } from "@/lib/live/feed";
import { listen } from "@/lib/live/listener";

/** Everyone looks again this often, for the notification that was lost. */
const SWEEP_MS = 20_000;

/** The one place of a process where changes come in and streams listen. It sleeps while nobody does. */
class LiveHub {
  private readonly feeds = new Map<string, Feed>();
  private stop: (() => Promise<void>) | undefined;
  private sweep: NodeJS.Timeout | undefined;

  subscribe(clinicId: string, listener: Listener): () => void {
    this.wake();
    const feed = this.feeds.get(clinicId) ?? new Feed(clinicId);
    this.feeds.set(clinicId, feed);
    const leave = feed.add(listener);
    return () => {
      leave();
      if (feed.empty && this.feeds.get(clinicId) === feed) this.feeds.delete(clinicId);
    };
  }

  /** Ends the listening connection; for the end of a process or a test. */
  async close(): Promise<void> {
    clearInterval(this.sweep);
    const { stop } = this;
    this.stop = undefined;
    await stop?.();
  }

  private wake(): void {
    if (this.stop) return;
    this.stop = listen((clinics) => this.heard(clinics));
    this.sweep = setInterval(() => this.heard("all"), SWEEP_MS).unref();
  }

  private heard(clinics: string[] | "all"): void {
    if (clinics === "all") for (const feed of this.feeds.values()) feed.read();
    else for (const clinicId of clinics) this.feeds.get(clinicId)?.read();
  }
}

// The copies of this module that the bundler makes share one hub.
const held = globalThis as typeof globalThis & { hubLive?: LiveHub };

export function liveHub(): LiveHub {
  held.hubLive ??= new LiveHub();
  return held.hubLive;
}
