import type { KeyObject } from "node:crypto";
import type { Client } from "@sendgrid/client";
import { z } from "zod";
import { clock } from "@/lib/clock";
import { connectionPool, handOff, isRefusal, retryAfter, SEND_TIMEOUT_MS } from "@/lib/providers/connection";
import type { EmailMessage, FailureReason, Outcome, Provider, SignedRequest } from "@/lib/providers/port";
import { SignatureError } from "@/lib/providers/refusals";
import { checkSendGrid } from "@/lib/providers/sendgrid-check";
import { fromEvent } from "@/lib/providers/sendgrid-events";
import { knockSendGrid } from "@/lib/providers/sendgrid-knock";
import { leaveLists } from "@/lib/providers/sendgrid-lists";
import { digestOf, ecdsaMatches, headerOf, sameSecret, spkiKey } from "@/lib/providers/signed";

/*
 * answer to the POST            → outcome                                            (events: sendgrid-events.ts)
 * 202                           → accepted, ref = X-Message-Id
 * 400, field personalizations…to → rejected, address_invalid, closes the address
 * 400/403, field from…          → rejected, sender_not_ready;  other 401/403 → credentials;  413 → too_large
 * other 4xx                     → rejected, malformed
 * 429                           → rejected, retry, not before X-RateLimit-Reset
 * refused, DNS, TLS, no connect → rejected, retry: nothing was written
 * 408, 5xx, reset, timeout      → unknown: there is no idempotency key and nothing to ask; only receipts tell
 */

export interface SendGridSettings {
  apiKey: string;
  /** Where the API lives when it is not api.sendgrid.com (the EU region, a simulator). */
  baseUrl?: string | undefined;
  /** Base64 SPKI key of the signed event webhook (and of the parse webhook's security policy). */
  webhookPublicKey?: string | undefined;
  /** Accepted beside the current ones while they are being rotated. */
  previousWebhookPublicKey?: string | undefined;
  previousInboundSecret?: string | undefined;
  /** Last path segment of the parse webhook's address, where no signature policy is attached to it. */
  inboundSecret?: string | undefined;
  timeoutMs?: number | undefined;
}

/** A mail as `fromParse` keeps one that it could not read. */
const Mail = z.object({ contentType: z.string(), base64: z.string() });

/** Email through SendGrid's v3 API. Unknown outcomes are settled by receipt only (custom argument `key`). */
export function sendgridProvider(
  settings: SendGridSettings,
  now: () => Date = clock,
): Provider<EmailMessage> {
  const timeoutMs = settings.timeoutMs ?? SEND_TIMEOUT_MS;
  const keys = [settings.webhookPublicKey, settings.previousWebhookPublicKey].flatMap((key) =>
    key ? [spkiKey(key)] : [],
  );
  const secrets = [settings.inboundSecret, settings.previousInboundSecret];
  let opening: Promise<Client> | undefined;
  const client = () => {
    opening ??= openClient(settings, timeoutMs);
    return opening;
  };
  return {
    name: "sendgrid",
    channel: "EMAIL",
    proof: "receipt",

    async send(message, { key, signal }) {
      const sdk = await client();
      const body = mail(message, key);
      return handOff(
        { timeoutMs, signal },
        async () => {
          const [response] = await sdk.request({ method: "POST", url: "/v3/mail/send", body });
          return { kind: "accepted", ref: messageId(response.headers) ?? key };
        },
        (error) => refusal(error, now()),
      );
    },

    check: async () => checkSendGrid(await client()),

    knock: async (url) =>
      knockSendGrid(await client(), url, [settings.webhookPublicKey, settings.previousWebhookPublicKey]),

    async reopen(address, lists) {
      await leaveLists(await client(), address, lists);
    },

    async reread({ raw, at }) {
      const mail = Mail.safeParse(raw);
      if (!mail.success) return fromEvent(raw, at);
      const { fromParse } = await import("@/lib/providers/sendgrid-mail");
      return fromParse(Buffer.from(mail.data.base64, "base64"), mail.data.contentType, at);
    },

    async receive(request) {
      const type = headerOf(request, "content-type") ?? "";
      if (type.trim().toLowerCase().startsWith("multipart/form-data")) {
        if (!signed(request, keys) && !secrets.some((expected) => secret(request, expected))) {
          throw new SignatureError("Inbound mail carries neither a signature nor the secret path.");
        }
        const { fromParse } = await import("@/lib/providers/sendgrid-mail");
        return [await fromParse(request.body, type, now())];
      }
      if (!signed(request, keys)) throw new SignatureError("The event webhook's signature does not match.");
      return batch(request.body).map((event) => fromEvent(event, now()));
    },
  };
}

async function openClient(settings: SendGridSettings, timeoutMs: number): Promise<Client> {
  // The package's types show only its shared instance, whose key and address every other user could change.
  const sdk: unknown = await import("@sendgrid/client");
  const client = new (sdk as { Client: new () => Client }).Client();
  client.setApiKey(settings.apiKey);
  // setApiKey puts the address back to api.sendgrid.com, so ours comes after it.
  const wire = { url: "", timeout: timeoutMs, maxRedirects: 0, proxy: false, ...connectionPool(timeoutMs) };
  client.setDefaultRequest(settings.baseUrl ? { ...wire, baseUrl: settings.baseUrl } : wire);
  return client;
}

/** Custom arguments are stored "not PII" and seen by SendGrid's staff: our attempt id is all they ever hold. */
function mail(message: EmailMessage, key: string) {
  const content = [
    { type: "text/plain", value: message.text },
    { type: "text/html", value: message.html ?? "" },
  ].filter(({ value }) => value !== "");
  return {
    // Mail headers at the top level would be copied onto the HTTP request by the SDK, `Authorization` included.
    personalizations: [
      { to: [message.to], custom_args: { key }, ...(message.headers ? { headers: message.headers } : {}) },
    ],
    from: message.from,
    ...(message.replyTo ? { reply_to: message.replyTo } : {}),
    subject: message.subject,
    content: content.length > 0 ? content : [{ type: "text/plain", value: " " }],
    ...(message.attachments?.length ? { attachments: message.attachments.map(attachment) } : {}),
    tracking_settings: {
      open_tracking: { enable: message.trackOpens ?? false },
      click_tracking: { enable: message.trackClicks ?? false, enable_text: false },
      subscription_tracking: { enable: false },
    },
  };
}

function attachment(file: NonNullable<EmailMessage["attachments"]>[number]) {
  return {
    content: Buffer.from(file.content).toString("base64"),
    type: file.contentType,
    filename: file.filename,
    ...(file.contentId
      ? { disposition: "inline", content_id: file.contentId }
      : { disposition: "attachment" }),
  };
}

function messageId(headers: unknown): string | undefined {
  const id = (headers as Record<string, unknown> | undefined)?.["x-message-id"];
  return typeof id === "string" && id !== "" ? id : undefined;
}

interface Refusal {
  response?: {
    status?: number;
    headers?: Record<string, unknown>;
    body?: { errors?: { message?: string; field?: string | null }[] };
  };
  code?: unknown;
}

function refusal(error: unknown, now: Date): Outcome | null {
  const { response, code } = error as Refusal;
  const status = typeof code === "number" ? code : response?.status;
  if (!isRefusal(status)) return null;
  const first = Array.isArray(response?.body?.errors) ? response.body.errors[0] : undefined;
  const said = { code: String(status), ...(first?.message ? { detail: first.message.slice(0, 300) } : {}) };
  if (status === 429) {
    return {
      kind: "rejected",
      retry: true,
      reason: "rate_limited",
      ...said,
      ...quietUntil(response?.headers, now),
    };
  }
  const reason = reasonOf(status, first?.field ?? "");
  return { kind: "rejected", retry: false, reason, closes: reason === "address_invalid", ...said };
}

function reasonOf(status: number, field: string): FailureReason {
  if (status === 413) return "too_large";
  if (/^personalizations\.\d+\.(to|cc|bcc)\b/.test(field)) return "address_invalid";
  if (/^from\b/.test(field)) return "sender_not_ready";
  return status === 401 || status === 403 ? "credentials" : "malformed";
}

function quietUntil(headers: Record<string, unknown> | undefined, now: Date): { notBefore?: Date } {
  const reset = Number(headers?.["x-ratelimit-reset"]);
  if (Number.isFinite(reset) && reset * 1_000 > now.getTime()) return { notBefore: new Date(reset * 1_000) };
  return retryAfter(headers?.["retry-after"], now);
}

function signed(request: SignedRequest, keys: readonly KeyObject[]): boolean {
  const signature = headerOf(request, "x-twilio-email-event-webhook-signature");
  const timestamp = headerOf(request, "x-twilio-email-event-webhook-timestamp");
  if (!signature || !timestamp) return false;
  return keys.some((key) => ecdsaMatches(key, timestamp, request.body, signature));
}

function secret(request: SignedRequest, expected: string | undefined): boolean {
  const given = new URL(request.url).pathname.split("/").at(-1);
  return Boolean(given && expected && sameSecret(given, expected));
}

/** The events of a verified body. What cannot be read still becomes one event, so that it is stored and seen. */
function batch(body: Uint8Array): unknown[] {
  try {
    return [JSON.parse(Buffer.from(body).toString("utf8"))].flat();
  } catch {
    return [
      { event: "unreadable", sg_event_id: digestOf(body), base64: Buffer.from(body).toString("base64") },
    ];
  }
}
