import { randomUUID } from "node:crypto";
import { dlrDate } from "@/simulator/clock";
import { DELIVERED, type TextEnding, type TextStep, textEnding } from "@/simulator/endings/texts";
import type { ReceiptFault } from "@/simulator/faults";
import { fetchMedia } from "@/simulator/fetched-media";
import type { TextRecord, TextStatus } from "@/simulator/phones";
import { postTelnyxReceipt } from "@/simulator/telnyx/events";
import { postTwilioWebhook } from "@/simulator/twilio/webhook";
import type { World } from "@/simulator/world";

/** The number a Messaging Service sends from when the patient has no earlier conversation. */
export const POOL_NUMBER = "+13035550100";
const DEFAULT_LATE_MS = 30_000;
const FINAL = new Set<TextStatus>(["delivered", "undelivered", "failed", "canceled"]);

function fieldsOf(world: World, record: TextRecord, status: TextStatus, code: number | null) {
  const fields: Record<string, string> = {
    AccountSid: world.accounts.of("twilio", record.account).accountSid,
    ApiVersion: "2010-04-01",
    From: record.from ?? "",
    MessageSid: record.sid,
    MessageStatus: status,
    SmsSid: record.sid,
    SmsStatus: status,
    To: record.to,
  };
  if (record.serviceSid) fields.MessagingServiceSid = record.serviceSid;
  if (code !== null) fields.ErrorCode = String(code);
  if (status === "delivered" || status === "undelivered") fields.RawDlrDoneDate = dlrDate(world.clock.now());
  return fields;
}

interface Manner {
  copies: number;
  lateMs: number;
  lost: boolean;
}

function postReceipt(
  world: World,
  record: TextRecord,
  status: TextStatus,
  code: number | null,
  manner: Manner,
) {
  const { callback } = record;
  if (!callback || manner.lost) return;
  const fields = fieldsOf(world, record, status, code);
  const token = randomUUID();
  const send = () => {
    for (let copy = 0; copy < manner.copies; copy += 1) {
      if (record.vendor === "telnyx") void postTelnyxReceipt(world, record, { status, code, id: token });
      else void postTwilioWebhook(world, callback, fields, token);
    }
  };
  const pass = () => world.gate.pass(send);
  if (manner.lateMs > 0) later(world, record, manner.lateMs, pass);
  else pass();
}

/** Runs `act` after a while, unless the message has been cleared or deleted by then. */
function later(world: World, record: TextRecord, ms: number, act: () => void): void {
  world.timers.after(ms, () => {
    if (world.phones.find(record.sid) === record) act();
  });
}

function stepsFor(world: World, to: string, ending: TextEnding | null): TextStep[] {
  const turns = ending?.turns ?? [DELIVERED];
  return turns[turns.length > 1 ? world.phones.turn(to) % turns.length : 0] ?? DELIVERED;
}

/** Sets the clockwork of one accepted text going: its statuses, and the callback for each. `failure`: it ends with that code. */
export function runEnding(
  world: World,
  record: TextRecord,
  faults: Map<ReceiptFault, number>,
  failure: number | null = null,
): void {
  const ending = textEnding(record.to);
  const steps =
    failure === null
      ? stepsFor(world, record.to, ending)
      : [{ status: "failed" as const, at: 1, code: failure }];
  const beat = world.pace.deliverAfterMs;
  const late = faults.get("lateReceipts");
  const manner = {
    copies: (ending?.copies ?? 1) * (faults.has("duplicateReceipts") ? 2 : 1),
    lateMs: late === undefined ? 0 : late || DEFAULT_LATE_MS,
    lost: faults.has("lostReceipts"),
  };
  if (record.serviceSid && record.status === "accepted") {
    later(world, record, beat * 0.1, () => {
      const from = record.from ?? world.phones.lastSender(record.to) ?? POOL_NUMBER;
      world.changeText(record, { status: "queued", from });
      postReceipt(world, record, "queued", null, manner);
    });
  }
  const reversed = ending?.reversed || faults.has("reorderReceipts");
  const end = Math.max(0, ...steps.map((step) => step.at));
  for (const step of steps) {
    const code = step.code ?? null;
    later(world, record, beat * step.at, () => {
      const sentAt = step.status === "sent" ? world.clock.now() : record.sentAt;
      world.changeText(record, { status: step.status, errorCode: code, sentAt });
      if (!reversed) postReceipt(world, record, step.status, code, manner);
    });
    if (reversed) {
      const at = beat * (end + (end - step.at));
      later(world, record, at, () => postReceipt(world, record, step.status, code, manner));
    }
  }
}

/** Waits until a scheduled text's time, then sends it unless it was cancelled. */
export function armScheduled(world: World, record: TextRecord, faults: Map<ReceiptFault, number>): void {
  later(world, record, (record.sendAt ?? 0) - world.clock.now(), () => {
    if (record.status !== "scheduled") return;
    world.changeText(record, { status: "accepted" });
    fetchMedia(world, record, (code) => runEnding(world, record, faults, code));
  });
}

/** After a restart: whatever was on its way goes on. */
export function resumeTexts(world: World, records: TextRecord[]): void {
  for (const record of records) {
    if (record.direction !== "outbound-api" || FINAL.has(record.status)) continue;
    if (record.status === "scheduled") armScheduled(world, record, new Map());
    else runEnding(world, record, new Map());
  }
}

/** Tells the hub that a scheduled text was cancelled. */
export function tellCanceled(world: World, record: TextRecord): void {
  postReceipt(world, record, "canceled", null, { copies: 1, lateMs: 0, lost: false });
}
