import { randomUUID } from "node:crypto";
import { z } from "zod";
import { same, type TelnyxAccount } from "@/simulator/accounts";
import { textEnding } from "@/simulator/endings/texts";
import { type RequestFault, SILENCE_MS, SLOW_MS } from "@/simulator/faults";
import { fetchMedia } from "@/simulator/fetched-media";
import { type Answer, type Incoming, json, type Reply } from "@/simulator/http";
import { sid } from "@/simulator/ids";
import type { TextRecord } from "@/simulator/phones";
import { refuse, telnyxCode } from "@/simulator/telnyx/errors";
import { telnyxPayload } from "@/simulator/telnyx/events";
import { runEnding } from "@/simulator/twilio/receipts";
import { segmentsOf } from "@/simulator/twilio/segments";
import { withoutSecrets } from "@/simulator/wire-log";
import type { World } from "@/simulator/world";

const E164 = /^\+[1-9]\d{6,14}$/;
const SENDER = /^(\+[1-9]\d{6,14}|\d{3,8}|[A-Za-z0-9 ]{1,11})$/;
/** Telnyx's limit for one text. */
const MOST_PARTS = 10;
const MOST_FILES = 10;

const Create = z.looseObject({
  to: z.string().default(""),
  from: z.string().default(""),
  text: z.string().default(""),
  media_urls: z.array(z.string()).default([]),
  type: z.enum(["SMS", "MMS"]).optional(),
  webhook_url: z.string().optional(),
});
type Create = z.infer<typeof Create>;

/** Telnyx's gate: an account's key. */
export function telnyxGate(world: World, incoming: Incoming): TelnyxAccount | Reply {
  const given = /^Bearer (.+)$/i.exec(incoming.headers.authorization ?? "")?.[1] ?? "";
  const account = world.accounts.telnyx.find(({ apiKey }) => same(given, apiKey));
  if (!account) return refuse(10009);
  if (incoming.headers.host) world.origin = `http://${incoming.headers.host}`;
  return account;
}

function read(incoming: Incoming): Create | null {
  try {
    return Create.safeParse(JSON.parse(incoming.body.toString("utf8"))).data ?? null;
  } catch {
    return null;
  }
}

/** Telnyx's checks of a create request. Null means: nothing wrong. */
function check(request: Create): Reply | null {
  const { to, from, text, media_urls, webhook_url } = request;
  if (!to) return refuse(10004, "The 'to' parameter is required.");
  if (!from) return refuse(10004, "The 'from' parameter is required.");
  if (!E164.test(to)) return refuse(40310, `The 'to' address ${to} is invalid.`);
  if (!SENDER.test(from)) return refuse(40305, `The 'from' address ${from} is invalid.`);
  if (!text && media_urls.length === 0) return refuse(40316);
  if (request.type === "SMS" && media_urls.length > 0) return refuse(40319);
  if (media_urls.length > MOST_FILES) return refuse(40317);
  if (media_urls.some((url) => !/^https?:/.test(url) || !URL.canParse(url))) return refuse(10003);
  if (media_urls.length === 0 && segmentsOf(text, false) > MOST_PARTS) return refuse(40302);
  if (webhook_url && (webhook_url.length > 2000 || !URL.canParse(webhook_url))) return refuse(10003);
  return null;
}

function refusalOf(world: World, { to, from }: Create): Reply | null {
  const code = textEnding(to)?.refuse;
  if (code) return refuse(telnyxCode(code), "", code === 20429 ? { "x-ratelimit-reset": "1" } : {});
  const blocked = `Messages cannot be sent from '${from}' to '${to}' due to an existing block rule.`;
  return world.phones.isStopped(from, to) ? refuse(40300, blocked) : null;
}

function newRecord(world: World, request: Create): TextRecord {
  const now = world.clock.now();
  return {
    sid: randomUUID(),
    vendor: "telnyx",
    direction: "outbound-api",
    to: request.to,
    from: request.from,
    serviceSid: null,
    body: request.text,
    media: request.media_urls.map((url) => ({
      sid: sid("ME"),
      contentType: "image/jpeg",
      createdAt: now,
      url,
    })),
    segments: request.media_urls.length > 0 ? 1 : segmentsOf(request.text, false),
    status: "queued",
    errorCode: null,
    createdAt: now,
    sentAt: null,
    updatedAt: now,
    sendAt: null,
    callback: request.webhook_url ?? null,
  };
}

function faultyAnswer(kind: RequestFault, delayMs: number | undefined): Answer | null {
  if (kind === "http429") {
    const seconds = String(Math.ceil((delayMs ?? 1000) / 1000));
    return refuse(10011, "", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": seconds });
  }
  if (kind === "http500") return refuse(10007);
  return kind === "connectionReset" ? { reset: true } : null;
}

/** `POST /v2/messages` */
export function createTelnyxMessage(world: World, incoming: Incoming): Answer {
  const request = read(incoming);
  const probe = { to: request?.to ?? "", from: request?.from ?? "", body: request?.text ?? "" };
  const log = (status: number | null, ref: string | null, fault: string | null) =>
    world.log({
      provider: "telnyx",
      method: incoming.method,
      path: incoming.target,
      ...probe,
      subject: null,
      params: request ?? {},
      headers: withoutSecrets(incoming.headers),
      status,
      accepted: ref !== null,
      ref,
      fault,
    });
  const give = (reply: Reply) => {
    log(reply.status, null, null);
    return reply;
  };
  const account = telnyxGate(world, incoming);
  if ("status" in account) return give(account);
  if (!request) return give(refuse(10015));
  const fault = world.faults.forRequest("telnyx", probe);
  const broken = fault ? faultyAnswer(fault.kind, fault.delayMs) : null;
  if (fault && broken) {
    log("status" in broken ? broken.status : null, null, fault.kind);
    return broken;
  }
  const wrong = check(request) ?? refusalOf(world, request);
  if (wrong) return give(wrong);

  const record = { ...newRecord(world, request), ...(account.name ? { account: account.name } : {}) };
  world.addText(record);
  const receiptFaults = world.faults.forReceipts("telnyx", probe);
  fetchMedia(world, record, (code) => runEnding(world, record, receiptFaults, code));
  if (fault?.kind === "timeoutAfterAccept") {
    log(null, record.sid, fault.kind);
    return { silentForMs: fault.delayMs ?? SILENCE_MS };
  }
  log(200, record.sid, fault?.kind ?? null);
  const reply = json(200, { data: telnyxPayload(world, record, "queued", null) });
  const delayMs = fault?.kind === "slow" ? (fault.delayMs ?? SLOW_MS) : textEnding(record.to)?.answerAfterMs;
  return delayMs ? { ...reply, delayMs } : reply;
}
