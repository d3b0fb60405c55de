import { identify } from "@/lib/auth/gate";
import { may } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/ctx";
import { decodePlace, type LivePlace } from "@/lib/live/cursor";
import { liveHub } from "@/lib/live/hub";
import { currentPlace } from "@/lib/live/queries";
import type { LiveEvent } from "@/lib/live/schema";

/** Proxies close a line that is silent for 30 to 60 s. An event besides the comment: a browser shows no comments. */
const HEARTBEAT_MS = 20_000;
/** A session that ended is noticed within a minute. */
const RECHECK_MS = 60_000;
/** How long a browser waits before it connects again. */
const RETRY_MS = 2_000;
/** A reader that does not read: 1,000 events later it is cut off and catches up by its cursor. */
const MOST_WAITING = 1_000;

/** The event stream of one clinic for one reader, from its cursor on (an unknown one starts over with `reset`). */
export async function liveStream(
  ctx: Ctx,
  request: Request,
  cursor: string | null,
): Promise<ReadableStream<Uint8Array>> {
  const known = decodePlace(cursor);
  const fresh = cursor === null ? await currentPlace(ctx.clinicId, ctx.now) : null;
  // An unreadable cursor is as old as can be: the feed answers it with `reset`.
  const place: LivePlace = known ?? fresh ?? { xid: 0n, id: 0n, at: 0 };
  const encoder = new TextEncoder();
  let close = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let open = true;
        const send = (text: string) => {
          if (!open) return;
          if ((controller.desiredSize ?? 0) < -MOST_WAITING) close();
          else controller.enqueue(encoder.encode(text));
        };
        const tell = ({ event, data }: LiveEvent, at: string) =>
          send(`event: ${event}\nid: ${at}\ndata: ${JSON.stringify(data)}\n\n`);
        send(`retry: ${RETRY_MS}\n: hello\n\n`);
        const leave = liveHub().subscribe(ctx.clinicId, { place, tell });
        const beat = setInterval(() => send(": still here\nevent: beat\ndata: 0\n\n"), HEARTBEAT_MS);
        const check = setInterval(() => void recheck(), RECHECK_MS);
        close = () => {
          if (!open) return;
          open = false;
          leave();
          clearInterval(beat);
          clearInterval(check);
          controller.close();
        };
        const recheck = async () => {
          const found = await identify(request.headers, { activity: false }).catch(() => undefined);
          // No answer (database away) is not a verdict.
          if (found === undefined) return;
          if (found?.ctx.clinicId === ctx.clinicId && may(found.ctx.actor, "inbox.read")) return;
          send("event: ended\ndata: null\n\n");
          close();
        };
        request.signal.addEventListener("abort", () => close());
        // It may have left while the place was looked up; the listener hears nothing of that.
        if (request.signal.aborted) close();
      },
      cancel: () => close(),
    },
    new CountQueuingStrategy({ highWaterMark: 16 }),
  );
}
