import { textEnding } from "@/simulator/endings/texts";
import { type RequestFault, SILENCE_MS, SLOW_MS } from "@/simulator/faults";
import { fetchMedia } from "@/simulator/fetched-media";
import { type Answer, type Incoming, json, type Reply } from "@/simulator/http";
import { sid } from "@/simulator/ids";
import type { MediaFile, TextRecord } from "@/simulator/phones";
import { isRefused, twilioGate } from "@/simulator/twilio/auth";
import { checkCreate, scheduledFor } from "@/simulator/twilio/check";
import { refuse } from "@/simulator/twilio/errors";
import { armScheduled, runEnding } from "@/simulator/twilio/receipts";
import { messageResource } from "@/simulator/twilio/resource";
import { segmentsOf } from "@/simulator/twilio/segments";
import { withoutSecrets } from "@/simulator/wire-log";
import type { World } from "@/simulator/world";

function paramsOf(form: URLSearchParams): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  for (const name of form.keys()) {
    const values = form.getAll(name);
    params[name] = values.length > 1 ? values : values[0];
  }
  return params;
}

function outboundMedia(form: URLSearchParams, now: number): MediaFile[] {
  return form
    .getAll("MediaUrl")
    .map((url) => ({ sid: sid("ME"), contentType: "image/jpeg", createdAt: now, url }));
}

function newRecord(world: World, form: URLSearchParams): TextRecord {
  const now = world.clock.now();
  const body = form.get("Body") ?? "";
  const media = outboundMedia(form, now);
  const serviceSid = form.get("MessagingServiceSid") || null;
  const sendAt = scheduledFor(form);
  return {
    sid: sid(media.length > 0 ? "MM" : "SM"),
    direction: "outbound-api",
    to: form.get("To") ?? "",
    from: form.get("From") || null,
    serviceSid,
    body,
    media,
    segments: media.length > 0 ? 1 : segmentsOf(body, form.get("SmartEncoded") === "true"),
    status: sendAt !== null ? "scheduled" : serviceSid ? "accepted" : "queued",
    errorCode: null,
    createdAt: now,
    sentAt: null,
    updatedAt: now,
    sendAt,
    callback: form.get("StatusCallback") || null,
  };
}

/** The refusal that the number itself asks for, or a sender the patient has stopped. */
function refusalOf(world: World, form: URLSearchParams): Reply | null {
  const to = form.get("To") ?? "";
  const from = form.get("From") ?? "";
  const code = textEnding(to)?.refuse;
  if (code === 20429) return refuse(code, to, { "retry-after": "1" });
  if (code) return refuse(code, to);
  return from && !form.get("MessagingServiceSid") && world.phones.isStopped(from, to) ? refuse(21610) : null;
}

function stoppedService(world: World, record: TextRecord): boolean {
  if (!record.serviceSid) return false;
  const from = record.from ?? world.phones.lastSender(record.to);
  return [record.serviceSid, from].some((sender) => sender && world.phones.isStopped(sender, record.to));
}

function faultyAnswer(kind: RequestFault, delayMs: number | undefined): Answer | null {
  if (kind === "http429")
    return refuse(20429, "", { "retry-after": String(Math.ceil((delayMs ?? 1000) / 1000)) });
  if (kind === "http500") return refuse(20500);
  return kind === "connectionReset" ? { reset: true } : null;
}

/** `POST /2010-04-01/Accounts/{sid}/Messages.json` */
export function createMessage(world: World, incoming: Incoming): Answer {
  const form = new URLSearchParams(incoming.body.toString("utf8"));
  const probe = {
    to: form.get("To") ?? "",
    from: form.get("From") || form.get("MessagingServiceSid") || "",
    body: form.get("Body") ?? "",
  };
  const log = (status: number | null, ref: string | null, fault: string | null) =>
    world.log({
      provider: "twilio",
      method: incoming.method,
      path: incoming.target,
      ...probe,
      subject: null,
      params: paramsOf(form),
      headers: withoutSecrets(incoming.headers),
      status,
      accepted: ref !== null,
      ref,
      fault,
    });

  const account = twilioGate(world, incoming);
  if (isRefused(account)) {
    log(account.status, null, null);
    return account;
  }
  const fault = world.faults.forRequest("twilio", probe);
  const broken = fault ? faultyAnswer(fault.kind, fault.delayMs) : null;
  if (fault && broken) {
    log("status" in broken ? broken.status : null, null, fault.kind);
    return broken;
  }
  const wrong = checkCreate(form, world.clock.now()) ?? refusalOf(world, form);
  if (wrong) {
    log(wrong.status, null, null);
    return wrong;
  }

  const record = { ...newRecord(world, form), ...(account.name ? { account: account.name } : {}) };
  world.addText(record);
  const receiptFaults = world.faults.forReceipts("twilio", probe);
  if (record.status === "scheduled") armScheduled(world, record, receiptFaults);
  else {
    const stopped = stoppedService(world, record) ? 21610 : null;
    fetchMedia(world, record, (code) => runEnding(world, record, receiptFaults, stopped ?? code));
  }
  if (fault?.kind === "timeoutAfterAccept") {
    log(null, record.sid, fault.kind);
    return { silentForMs: fault.delayMs ?? SILENCE_MS };
  }
  log(201, record.sid, fault?.kind ?? null);
  const reply = json(201, messageResource(account.accountSid, record));
  const delayMs = fault?.kind === "slow" ? (fault.delayMs ?? SLOW_MS) : textEnding(record.to)?.answerAfterMs;
  return delayMs ? { ...reply, delayMs } : reply;
}
