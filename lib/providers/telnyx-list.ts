import type { InboundQuery } from "@/lib/providers/inbound-query";
import type { MessageInbound } from "@/lib/providers/port";
import { toldText } from "@/lib/providers/telnyx-events";

/** What the pass reads of Telnyx's detail record of a message: it holds no words. */
export interface ListedRecord {
  record_type: string;
  uuid?: string;
  direction?: string;
  cld?: string;
  created_at?: string;
}

/** The two reads of Telnyx's API that together are its list of what came in. */
export interface TelnyxLists {
  /** Detail records of texts to this number from that day (UTC, YYYY-MM-DD) on. */
  records(filter: { to: string; day: string }): AsyncIterable<ListedRecord>;
  /** The message with its words, as long as Telnyx keeps it (10 days); null: it keeps it no more. */
  message(id: string): Promise<unknown>;
}

/**
 * What was sent to one of our numbers and is not known to us, oldest first: its detail records say which, and each message
 * is asked for by its id (docs/providers/telnyx.md).
 */
export async function missedTelnyxTexts(
  { to, since, known }: InboundQuery,
  lists: TelnyxLists,
  isOurs: (url: string) => boolean,
): Promise<MessageInbound[]> {
  const ids: string[] = [];
  for await (const record of lists.records({ to, day: since.toISOString().slice(0, 10) })) {
    const isText = record.direction === "inbound" && record.cld === to;
    if (isText && record.uuid && new Date(record.created_at ?? "") >= since) ids.push(record.uuid);
  }
  const have = await known(ids);
  const missed: MessageInbound[] = [];
  for (const id of ids) {
    const text = have.has(id) ? null : toldText(await lists.message(id), isOurs);
    if (text) missed.push({ ...text, wasMissed: true });
  }
  return missed.sort((a, b) => a.at.getTime() - b.at.getTime());
}
