import { Line } from "@/components/live/line";

/** What a tab says to the shared worker. */
export type TabMessage = { type: "join"; cursor: string } | { type: "leave" };

let line: Line | undefined;

addEventListener("connect", (event) => {
  const port = (event as MessageEvent).ports[0];
  if (!port) return;
  let leave = () => {};
  port.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    leave();
    leave = () => {};
    if (data.type === "leave") return;
    line ??= new Line(data.cursor);
    leave = line.join(data.cursor, (message) => port.postMessage(message));
  };
});
