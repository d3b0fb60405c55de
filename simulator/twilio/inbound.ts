import type { Delivery } from "@/simulator/courier";
import { sid } from "@/simulator/ids";
import type { MediaFile, TextRecord } from "@/simulator/phones";
import { AUTO_ANSWERS, type Keyword, keywordOf } from "@/simulator/twilio/keywords";
import { API } from "@/simulator/twilio/resource";
import { segmentsOf } from "@/simulator/twilio/segments";
import { postTwilioWebhook } from "@/simulator/twilio/webhook";
import type { World } from "@/simulator/world";

/** What the vendor believes of a webhook that the fault `inboundLost` took: that it arrived. */
export const LOST: Delivery = { kind: "answer", status: 200, body: "inboundLost: never posted" };

export interface Picture {
  contentType: string;
  bytes: Buffer;
}

export interface InboundText {
  from: string;
  to: string;
  body: string;
  pictures: Picture[];
  messagingServiceSid?: string;
}

function place(prefix: "From" | "To", number: string): Record<string, string> {
  const country = number.startsWith("+1") ? "US" : "";
  return {
    [`${prefix}City`]: "",
    [`${prefix}State`]: "",
    [`${prefix}Zip`]: "",
    [`${prefix}Country`]: country,
  };
}

function fieldsOf(world: World, record: TextRecord, keyword: Keyword | null): Record<string, string> {
  const { accountSid } = world.accounts.of("twilio", record.account);
  const fields: Record<string, string> = {
    AccountSid: accountSid,
    ApiVersion: "2010-04-01",
    Body: record.body,
    From: record.from ?? "",
    MessageSid: record.sid,
    NumMedia: String(record.media.length),
    NumSegments: String(record.segments),
    SmsMessageSid: record.sid,
    SmsSid: record.sid,
    SmsStatus: "received",
    To: record.to,
    ...place("From", record.from ?? ""),
    ...place("To", record.to),
  };
  if (record.serviceSid) fields.MessagingServiceSid = record.serviceSid;
  if (keyword && world.pace.autoAnswer) fields.OptOutType = keyword;
  record.media.forEach((file, index) => {
    fields[`MediaContentType${index}`] = file.contentType;
    fields[`MediaUrl${index}`] =
      `${world.origin}${API}/${accountSid}/Messages/${record.sid}/Media/${file.sid}`;
  });
  return fields;
}

export function baseRecord(
  world: World,
  from: string,
  to: string,
  body: string,
  media: MediaFile[],
): TextRecord {
  const now = world.clock.now();
  return {
    sid: sid(media.length > 0 ? "MM" : "SM"),
    direction: "inbound",
    to,
    from,
    serviceSid: null,
    body,
    media,
    segments: segmentsOf(body, false),
    status: "received",
    errorCode: null,
    createdAt: now,
    sentAt: now,
    updatedAt: now,
    sendAt: null,
    callback: null,
  };
}

function answerToPhone(world: World, text: InboundText, body: string): void {
  world.addText({
    ...baseRecord(world, text.to, text.from, body, []),
    direction: "outbound-reply",
    status: "delivered",
  });
}

/** `<Message>` (with or without `<Body>`) in a TwiML answer is sent to the patient, as Twilio does. */
function twimlMessages(xml: string): string[] {
  const plain = (text: string) =>
    text
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&quot;/g, '"')
      .replace(/&apos;/g, "'")
      .replace(/&amp;/g, "&");
  const found = [...xml.matchAll(/<Message\b[^>]*>([\s\S]*?)<\/Message>/g)];
  return found
    .map((match) => plain((match[1] ?? "").replace(/<[^>]+>/g, "").trim()))
    .filter((text) => text !== "");
}

/** Blocks or reopens the pair, or the whole pool of a Messaging Service, as Twilio does. `YES` reopens only what was closed. */
function applyKeyword(world: World, text: InboundText, keyword: Keyword | null): void {
  if (!world.pace.closesPairs && !world.pace.autoAnswer) return;
  const closing = [text.to, text.messagingServiceSid ?? []].flat();
  const stopped = closing.some((sender) => world.phones.isStopped(sender, text.from));
  for (const sender of closing) {
    if (keyword === "STOP") world.setStopped(sender, text.from, true);
    if (keyword === "START" && stopped) world.setStopped(sender, text.from, false);
  }
  if (!keyword || !world.pace.autoAnswer || (keyword === "HELP" && stopped)) return;
  answerToPhone(world, text, AUTO_ANSWERS[keyword]);
}

/** A patient texts a Twilio number. */
export async function receiveTwilioText(
  world: World,
  text: InboundText,
): Promise<{ sid: string; outcome: Delivery }> {
  const now = world.clock.now();
  const media = text.pictures.map((picture) => world.media.save(picture.contentType, picture.bytes, now));
  const account = world.accounts.holding("twilio", text.to);
  const record = {
    ...baseRecord(world, text.from, text.to, text.body, media),
    serviceSid: text.messagingServiceSid ?? null,
    ...(account.name ? { account: account.name } : {}),
  };
  world.addText(record);
  const keyword = keywordOf(text.body, text.to);
  applyKeyword(world, text, keyword);
  if (world.faults.strikesInbound("inboundLost", "twilio", text)) return { sid: record.sid, outcome: LOST };
  const outcome = await postTwilioWebhook(world, account.webhookUrl, fieldsOf(world, record, keyword));
  if (outcome.kind === "answer" && outcome.status < 300) {
    for (const answer of twimlMessages(outcome.body)) answerToPhone(world, text, answer);
  }
  return { sid: record.sid, outcome };
}
