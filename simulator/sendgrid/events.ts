import { type KeyObject, sign } from "node:crypto";
import { token22 } from "@/simulator/ids";
import type { MailRecord } from "@/simulator/mailboxes";
import type { World } from "@/simulator/world";

export type MailEvent = Record<string, unknown>;

/** SendGrid posts a batch once it holds this many bytes. */
const LARGEST_BATCH = 768 * 1024;
/** Pauses before a refused batch is posted again; the last one repeats until a day has passed. */
const PAUSES_MS = [1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 900_000];
const GIVE_UP_AFTER_MS = 24 * 3_600_000;

/** One event about a mail, with the fields every event carries. Custom arguments lose against SendGrid's own names. */
export function mailEvent(world: World, mail: MailRecord, event: string, fields: MailEvent = {}): MailEvent {
  return {
    ...mail.eventFields,
    email: mail.mailbox,
    timestamp: Math.floor(world.clock.now() / 1000),
    "smtp-id": mail.messageId,
    sg_event_id: token22(),
    sg_message_id: mail.sgMessageId ?? undefined,
    event,
    ...fields,
  };
}

/** What SendGrid signs: the timestamp's characters and the raw body. */
export function signedHeaders(world: World, key: KeyObject, body: Buffer): Record<string, string> {
  const timestamp = String(Math.floor(world.clock.now() / 1000));
  const signature = sign("sha256", Buffer.concat([Buffer.from(timestamp), body]), {
    key,
    dsaEncoding: "der",
  });
  return {
    "x-twilio-email-event-webhook-signature": signature.toString("base64"),
    "x-twilio-email-event-webhook-timestamp": timestamp,
  };
}

/** Bytes as SendGrid sends them: CRLF between events and at the end. */
export function bodyOf(batch: string[]): Buffer {
  return Buffer.from(`[${batch.join(",\r\n")}]\r\n`);
}

interface Batch {
  events: string[];
  bytes: number;
  armed: boolean;
}

/**
 * Gathers each account's events for a short while and posts them in signed batches, again and again until the hub takes
 * them.
 */
export class EventPost {
  private readonly batches = new Map<string | undefined, Batch>();

  constructor(private readonly world: World) {}

  add(event: MailEvent, account?: string): void {
    const text = JSON.stringify(event);
    const batch = this.batches.get(account) ?? { events: [], bytes: 0, armed: false };
    this.batches.set(account, batch);
    if (batch.bytes + text.length > LARGEST_BATCH) this.flush(batch, account);
    batch.events.push(text);
    batch.bytes += text.length;
    if (batch.armed) return;
    batch.armed = true;
    this.world.timers.after(this.world.pace.eventBatchMs, () => {
      batch.armed = false;
      this.flush(batch, account);
    });
  }

  private flush(batch: Batch, account: string | undefined): void {
    const { events } = batch;
    batch.events = [];
    batch.bytes = 0;
    if (events.length > 0) void this.post(bodyOf(events), account);
  }

  private async post(body: Buffer, account: string | undefined): Promise<void> {
    const { world } = this;
    const { privateKey, webhookUrl, webhookOn, signsEvents } = world.accounts.of("sendgrid", account);
    if (!webhookOn) return;
    const startedAt = world.clock.now();
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await world.courier.post({
        url: webhookUrl,
        headers: {
          "content-type": "application/json",
          "user-agent": "SendGrid Event API",
          ...(signsEvents ? signedHeaders(world, privateKey, body) : {}),
        },
        body,
        timeoutMs: 10_000,
      });
      if (outcome.kind === "answer" && outcome.status >= 200 && outcome.status < 300) return;
      if (world.clock.now() - startedAt > GIVE_UP_AFTER_MS) return;
      await world.timers.sleep(PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] ?? 1000);
    }
  }
}
