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

/** A worker that is there answers at once; the rest of this time is for loading its script over a slow line. */
const ANSWER_MS = 20_000;
const AGAIN_MS = 2_000;

/**
 * Joins the line in the browser's shared worker. A page that comes back from the back button joins again. A worker
 * whose script cannot be loaded says nothing at all: after a second such try the tab is told that it is offline.
 */
export function joinShared({ stream, cursor, hear }: Joining): Connection {
  let worker: SharedWorker | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  const say = (message: TabMessage) => worker?.port.postMessage(message);
  const join = () => say({ type: "join", cursor: cursor() });
  const leave = () => say({ type: "leave" });
  const open = () => {
    // Under a new name after a failure: the old one may be a worker that started and broke.
    const opened = new SharedWorker(new URL("./worker.ts", import.meta.url), {
      type: "module",
      name: failures === 0 ? `hub-live-${stream}` : `hub-live-${stream}-${failures}`,
    });
    const fail = () => opened === worker && failed();
    worker = opened;
    worker.onerror = fail;
    worker.port.onmessage = ({ data }: MessageEvent<LineMessage>) => {
      clearTimeout(timer);
      hear(data);
    };
    timer = setTimeout(fail, ANSWER_MS);
    join();
  };
  const failed = () => {
    failures += 1;
    clearTimeout(timer);
    worker?.port.close();
    worker = undefined;
    if (failures > 1) hear({ type: "state", state: "offline" });
    timer = setTimeout(open, AGAIN_MS);
  };
  const shown = (event: PageTransitionEvent) => event.persisted && join();
  addEventListener("pagehide", leave);
  addEventListener("pageshow", shown);
  open();
  return {
    close: () => {
      removeEventListener("pagehide", leave);
      removeEventListener("pageshow", shown);
      clearTimeout(timer);
      leave();
      worker?.port.close();
    },
  };
}
