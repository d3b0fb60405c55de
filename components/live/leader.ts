import { Line, type LineMessage } from "@/components/live/line";
import type { Connection, Joining } from "@/components/live/shared";

type Word =
  | { type: "join"; tab: string; cursor: string }
  | { type: "leave"; tab: string }
  | { type: "leads" }
  | { type: "told"; tab: string; message: LineMessage };

/** A phone freezes hidden tabs, and a frozen leader is silent: leadership is given back this long after hiding. */
const HIDDEN_MS = 5_000;

/**
 * The line where there is no SharedWorker (Chrome on Android): the visible tab that holds a Web Lock leads and tells
 * the others over a BroadcastChannel.
 */
export function joinByLeader({ stream, cursor, hear }: Joining): Connection {
  const name = `hub-live-${stream}`;
  const tab = crypto.randomUUID();
  const channel = new BroadcastChannel(name);
  const say = (word: Word) => channel.postMessage(word);
  let giveUp: (() => void) | undefined;
  let queued: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let others: Map<string, () => void> | undefined;
  let line: Line | undefined;

  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data.type === "leads") say({ type: "join", tab, cursor: cursor() });
    if (data.type === "told" && data.tab === tab) hear(data.message);
    if (!line || !others || (data.type !== "join" && data.type !== "leave")) return;
    others.get(data.tab)?.();
    others.delete(data.tab);
    if (data.type === "leave") return;
    others.set(
      data.tab,
      line.join(data.cursor, (message) => say({ type: "told", tab: data.tab, message })),
    );
  };

  const lead = () =>
    new Promise<void>((resolve) => {
      const mine = new Line(cursor());
      line = mine;
      others = new Map();
      const leave = mine.join(cursor(), hear);
      say({ type: "leads" });
      giveUp = () => {
        leave();
        mine.close();
        line = undefined;
        giveUp = undefined;
        resolve();
      };
    });
  const queue = () => {
    if (queued) return;
    queued = new AbortController();
    navigator.locks.request(name, { signal: queued.signal }, lead).catch(() => undefined);
  };
  const yieldLead = () => {
    queued?.abort();
    queued = undefined;
    giveUp?.();
  };
  const seen = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") queue();
    else timer = setTimeout(yieldLead, HIDDEN_MS);
  };
  document.addEventListener("visibilitychange", seen);
  seen();
  say({ type: "join", tab, cursor: cursor() });
  return {
    close: () => {
      document.removeEventListener("visibilitychange", seen);
      clearTimeout(timer);
      say({ type: "leave", tab });
      yieldLead();
      channel.close();
    },
  };
}
