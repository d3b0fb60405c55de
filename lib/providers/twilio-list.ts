import type { InboundQuery } from "@/lib/providers/inbound-query";
import type { InboundAttachment, MessageInbound } from "@/lib/providers/port";

/** What the pass reads of Twilio's message resource. */
export interface ListedInbound {
  sid: string;
  direction: string;
  body: string | null;
  from: string | null;
  to: string | null;
  numMedia: string | null;
  dateSent: Date | null;
  dateCreated: Date;
}

export interface ListedMedia {
  sid: string;
  contentType: string;
}

/** The two lists of Twilio's API that are read. */
export interface TwilioLists {
  messages(filter: { to: string; dateSentAfter: Date; pageSize: number }): Promise<ListedInbound[]>;
  media(messageSid: string): Promise<ListedMedia[]>;
  /** The address at which a picture of a message is fetched, as the webhook would have named it. */
  mediaUrl(messageSid: string, mediaSid: string): string;
}

/** Twilio's largest page. */
const PAGE = 1_000;

/**
 * What was sent to one of our numbers and is not known to us, oldest first. Asked by recipient: everything sent to our
 * own number came in, whatever crowds we wrote to meanwhile.
 */
export async function missedTexts(
  { to, since, known }: InboundQuery,
  lists: TwilioLists,
): Promise<MessageInbound[]> {
  const listed = await lists.messages({ to, dateSentAfter: since, pageSize: PAGE });
  const inbound = listed.filter(({ direction }) => direction === "inbound");
  const have = await known(inbound.map(({ sid }) => sid));
  const missed: MessageInbound[] = [];
  // Twilio lists the newest first, and its times are whole seconds: the list's own order is the finer one.
  for (const text of inbound.reverse()) {
    if (!have.has(text.sid)) missed.push(await messageOf(text, to, lists));
  }
  return missed;
}

async function messageOf(text: ListedInbound, to: string, lists: TwilioLists): Promise<MessageInbound> {
  const media = Number(text.numMedia) > 0 ? await lists.media(text.sid) : [];
  return {
    kind: "message",
    channel: "SMS",
    eventId: text.sid,
    ref: text.sid,
    at: text.dateSent ?? text.dateCreated,
    from: text.from ?? "",
    to: [text.to ?? to],
    text: text.body ?? "",
    attachments: media.slice(0, 10).map(
      ({ sid, contentType }, index): InboundAttachment => ({
        url: lists.mediaUrl(text.sid, sid),
        contentType,
        filename: `media-${index + 1}`,
      }),
    ),
    wasMissed: true,
  };
}
