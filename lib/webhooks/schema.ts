import type {
  Inbound,
  InboundAttachment,
  MessageInbound,
  ReceiptInbound,
  UnknownInbound,
} from "@/lib/providers/port";

type Packed<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] };
type PackedAttachment = Omit<InboundAttachment, "content"> & { content?: string };
export type PackedReceipt = Packed<ReceiptInbound>;
export type PackedMessage = Omit<Packed<MessageInbound>, "attachments"> & { attachments: PackedAttachment[] };

/** PostgreSQL's text and jsonb hold neither U+0000 nor half an emoji, and senders put both into messages. */
export const storable = (text: string) => text.replaceAll("\u0000", "").toWellFormed();

const storableValue = (_: string, value: unknown) => (typeof value === "string" ? storable(value) : value);

/** An event in our words as JSON: times as ISO strings, contents of attachments as base64. */
export function pack(event: Inbound): unknown {
  const plain =
    event.kind === "message"
      ? {
          ...event,
          attachments: event.attachments.map(({ content, ...rest }) => ({
            ...rest,
            ...(content ? { content: Buffer.from(content).toString("base64") } : {}),
          })),
        }
      : event;
  return JSON.parse(JSON.stringify(plain, storableValue));
}

/** The opposite of `pack` for a row whose `kind` says what it holds: it was written by `pack` alone. */
export function unpackReceipt(payload: unknown): ReceiptInbound {
  const packed = payload as PackedReceipt;
  return { ...packed, at: new Date(packed.at) };
}

export function unpackUnknown(payload: unknown): UnknownInbound {
  const packed = payload as Packed<UnknownInbound>;
  return { ...packed, at: new Date(packed.at) };
}

export function unpackMessage(payload: unknown): MessageInbound {
  const packed = payload as PackedMessage;
  return {
    ...packed,
    at: new Date(packed.at),
    attachments: packed.attachments.map(({ content, ...rest }) => ({
      ...rest,
      ...(content === undefined ? {} : { content: Buffer.from(content, "base64") }),
    })),
  };
}
