import type { AttemptTrace } from "@/lib/providers/attempt-trace";

/** What `find` reads of Twilio's message resource. */
export interface ListedText {
  sid: string;
  direction: string;
  body: string | null;
  from: string | null;
  messagingServiceSid: string | null;
  numMedia: string | null;
  dateCreated: Date;
}

/** Twilio's clock and ours may differ; its times are whole seconds. */
const SKEW_MS = 2_000;
/** A hand-off that took longer than this was given up long before (10 s send timeout plus 30 s). */
const LATEST_MS = 60_000;
/** An equal text this near, but outside the window, makes every answer a guess. */
const DOUBT_MS = 5 * 60_000;
/** One patient's number: more texts than this since the attempt means that the window was not seen whole. */
const PAGE = 200;

/**
 * Looks an attempt up by recipient, exact body, number of files and creation time (Twilio keeps no id of ours that it can
 * be asked for). Two candidates, a redacted body or a vendor that does not answer is "cannot tell".
 */
export async function tracedText(
  attempt: AttemptTrace,
  list: (filter: { to: string; limit: number; pageSize: number }) => Promise<ListedText[]>,
): Promise<{ ref: string } | "absent" | "cannot tell"> {
  const since = attempt.claimedAt.getTime();
  let listed: ListedText[];
  try {
    listed = await list({ to: attempt.to, limit: PAGE, pageSize: PAGE });
  } catch {
    return "cannot tell";
  }
  const oldest = listed.at(-1)?.dateCreated.getTime() ?? 0;
  if (listed.length >= PAGE && oldest > since - DOUBT_MS) return "cannot tell";

  const service = attempt.from?.startsWith("MG") ?? false;
  const near = listed.filter((text) => {
    const after = text.dateCreated.getTime() - since;
    return (
      text.direction !== "inbound" &&
      after >= -DOUBT_MS &&
      after <= DOUBT_MS &&
      senderFits(text, attempt.from)
    );
  });
  const inWindow = (text: ListedText) => {
    const after = text.dateCreated.getTime() - since;
    return after >= -SKEW_MS && after <= LATEST_MS;
  };
  const isEqual = (text: ListedText) =>
    text.body === attempt.body && (Number(text.numMedia) || 0) === (attempt.media ?? 0);
  const equal = near.filter(isEqual);
  // A Messaging Service may rewrite a body (smart encoding, short links), so there another body is no proof of absence.
  const doubtful = near.filter((text) => !isEqual(text) && (!text.body || (service && inWindow(text))));

  const [only, ...others] = equal;
  if (only && others.length === 0 && doubtful.length === 0 && inWindow(only)) return { ref: only.sid };
  return equal.length === 0 && doubtful.length === 0 ? "absent" : "cannot tell";
}

function senderFits(text: ListedText, from: string | undefined): boolean {
  if (from === undefined) return true;
  if (from.startsWith("MG")) return !text.messagingServiceSid || text.messagingServiceSid === from;
  return !text.from || text.from === from;
}
