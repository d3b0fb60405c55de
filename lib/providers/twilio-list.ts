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

/** The lists of Twilio's API that are read. */
export interface TwilioLists {
  messages(filter: { to: string; dateSentAfter: Date; pageSize: number }): Promise<ListedInbound[]>;
  media(messageSid: string): Promise<ListedMedia[]>;
  /** The numbers and short codes in a Messaging Service. */
  pool(serviceSid: string): Promise<string[]>;
  /** The address at which a picture of a message is fetched, as the webhook would have named it. */
  mediaUrl(messageSid: string, mediaSid: string): string;
}

/** Twilio's largest page. */
const PAGE = 1_000;

/** Lists read at once: a Messaging Service has up to 400 numbers, and each is a list of its own. */
const AT_ONCE = 8;

/**
 * What was sent to one of our numbers, or to any number of a Messaging Service, and is not known to us, oldest first.
 * Asked by recipient: everything sent to our own number came in, whatever crowds we wrote to meanwhile.
 */
export async function missedTexts(query: InboundQuery, lists: TwilioLists): Promise<MessageInbound[]> {
  if (!query.to.startsWith("MG")) return missedAt(query, lists);
  const numbers = await lists.pool(query.to);
  const missed: MessageInbound[] = [];
  for (let next = 0; next < numbers.length; next += AT_ONCE) {
    const some = numbers.slice(next, next + AT_ONCE).map((to) => missedAt({ ...query, to }, lists));
    missed.push(...(await Promise.all(some)).flat());
  }
  // A clinic may have the service as its sender, and none of the numbers in it.
  const both = missed.map((text) => ({ ...text, to: [...text.to, query.to] }));
  return both.sort((a, b) => a.at.getTime() - b.at.getTime());
}

async function missedAt({ to, since, known }: InboundQuery, lists: TwilioLists): Promise<MessageInbound[]> {
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
