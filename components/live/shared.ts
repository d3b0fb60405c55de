import type { LineMessage } from "@/components/live/line";
import type { TabMessage } from "@/components/live/worker";

export interface Connection {
  close(): void;
}

export interface Joining {
  /** Shared by all tabs of one session. */
  stream: string;
  /** Where this tab stands, asked for anew at every (re)join. */
  cursor: () => string;
  hear: (message: LineMessage) => void;
}

/** Joins the line in the browser's shared worker. A page that comes back from the back button joins again. */
export function joinShared({ stream, cursor, hear }: Joining): Connection {
  const worker = new SharedWorker(new URL("./worker.ts", import.meta.url), {
    type: "module",
    name: `hub-live-${stream}`,
  });
  const say = (message: TabMessage) => worker.port.postMessage(message);
  const join = () => say({ type: "join", cursor: cursor() });
  const leave = () => say({ type: "leave" });
  const shown = (event: PageTransitionEvent) => event.persisted && join();
  worker.port.onmessage = ({ data }: MessageEvent<LineMessage>) => hear(data);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", shown);
  join();
  return {
    close: () => {
      removeEventListener("pagehide", leave);
      removeEventListener("pageshow", shown);
      leave();
      worker.port.close();
    },
  };
}
