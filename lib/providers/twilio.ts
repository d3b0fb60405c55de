import type TwilioSdk from "twilio";
import { clock } from "@/lib/clock";
import { callbackAddress } from "@/lib/providers/callback";
import { connectionPool, handOff, isRefusal, retryAfter, SEND_TIMEOUT_MS } from "@/lib/providers/connection";
import type { Outcome, Provider, SmsMessage } from "@/lib/providers/port";
import { SignatureError, VendorRefusal } from "@/lib/providers/refusals";
import { digestOf, headerOf } from "@/lib/providers/signed";
import { checkTwilio } from "@/lib/providers/twilio-check";
import { meaningOf } from "@/lib/providers/twilio-codes";
import { tracedText } from "@/lib/providers/twilio-find";
import { formFields, fromForm, statusOf } from "@/lib/providers/twilio-inbound";
import { missedTexts } from "@/lib/providers/twilio-list";
import { fetchTwilioMedia } from "@/lib/providers/twilio-media";

/*
 * answer to the POST            → outcome                          (statuses: twilio-inbound.ts, codes: twilio-codes.ts)
 * 201, any status but failed    → accepted, ref = the message's SID
 * 201 failed, 4xx               → rejected, by the code's meaning
 * 429 (20429)                   → rejected, retry, not before Retry-After: "never processed, always safe to retry"
 * refused, DNS, TLS, no connect → rejected, retry: nothing was written
 * 408, 5xx, reset, timeout      → unknown: Twilio has no idempotency key and may have taken it
 */

export interface TwilioSettings {
  accountSid: string;
  authToken: string;
  /** Accepted beside the current one while a token is being rotated. */
  previousAuthToken?: string | undefined;
  /** Where the API lives when it is not api.twilio.com. */
  baseUrl?: string | undefined;
  /** Our own public address, without a slash at its end. */
  publicUrl: string;
  /** Named in the addresses of callbacks, where a clinic has this account for itself. */
  account?: string | undefined;
  timeoutMs?: number | undefined;
}

const API = "https://api.twilio.com";
/** "Cannot delete this resource before it is complete": a text is erased only after its last status. */
const NOT_FINISHED = 20009;

/** An answer 429. The SDK's own error drops the headers, so it is caught before. */
class Throttled extends Error {
  constructor(readonly retryAfter: unknown) {
    super("Twilio asks us to slow down.");
  }
}

/**
 * Texts through Twilio's Programmable Messaging API. Unknown outcomes are settled by receipt or by `find`. Throws on an
 * account id that is none: a wrong setting stops boot.
 */
export function twilioProvider(settings: TwilioSettings, now: () => Date = clock): Provider<SmsMessage> {
  if (!/^AC[0-9a-f]{32}$/i.test(settings.accountSid))
    throw new Error("The Twilio account SID is not AC and 32 hex digits.");
  const timeoutMs = settings.timeoutMs ?? SEND_TIMEOUT_MS;
  const { origin } = new URL(settings.baseUrl ?? API);
  let opening: Promise<TwilioSdk.Twilio> | undefined;
  const client = () => {
    opening ??= openClient(settings, timeoutMs);
    return opening;
  };
  return {
    name: "twilio",
    channel: "SMS",
    proof: "list",

    async send(message, { key, signal }) {
      const { messages } = await client();
      return handOff(
        { timeoutMs, signal },
        async () => {
          const { sid, status, errorCode } = await messages.create(form(message, key, settings));
          return accepted(sid, status, errorCode);
        },
        (error) => refusal(error, now()),
      );
    },

    async receive(request) {
      const raw = Buffer.from(request.body).toString("utf8");
      const url = new URL(request.url);
      const { validateRequest, validateRequestWithBody } = await import("twilio/lib/webhooks/webhooks.js");
      const signature = headerOf(request, "x-twilio-signature");
      if (!signature) throw new SignatureError("The X-Twilio-Signature header is missing.");

      // With bodySHA256 in the signed URL the raw body is hashed; otherwise every form field is signed.
      const hashed = url.searchParams.has("bodySHA256");
      const form = hashed ? {} : formFields(raw);
      const genuine = [settings.authToken, settings.previousAuthToken].some(
        (token) =>
          token &&
          (hashed
            ? validateRequestWithBody(token, signature, request.url, raw || "{}")
            : validateRequest(token, signature, request.url, form)),
      );
      if (!genuine) throw new SignatureError("The X-Twilio-Signature does not match.");
      // The hub's own test event (lib/setup): that it was let in is all it is for.
      if ("HubTest" in form) return [];
      const told = hashed ? { body: raw } : form;
      return [fromForm(told, { url, mediaOrigin: origin, at: now(), digest: digestOf(request.body) })];
    },

    reread: ({ raw, at, eventId }) =>
      fromForm(raw as Parameters<typeof fromForm>[0], {
        url: new URL(settings.publicUrl),
        mediaOrigin: origin,
        at,
        digest: eventId,
      }),

    async find(attempt) {
      const { messages } = await client();
      return tracedText(attempt, (filter) => messages.list(filter));
    },

    async listInbound(query) {
      const { messages, messaging } = await client();
      return missedTexts(query, {
        pool: async (sid) => {
          const service = messaging.v1.services(sid);
          const [numbers, codes] = await Promise.all([
            service.phoneNumbers.list(),
            service.shortCodes.list(),
          ]);
          return [
            ...numbers.map(({ phoneNumber }) => phoneNumber),
            ...codes.map(({ shortCode }) => shortCode),
          ];
        },
        messages: (filter) => messages.list(filter),
        media: (sid) => messages(sid).media.list({ limit: 10 }),
        mediaUrl: (sid, media) =>
          `${origin}/2010-04-01/Accounts/${settings.accountSid}/Messages/${sid}/Media/${media}`,
      });
    },

    async ask(ref) {
      const { messages } = await client();
      const text = await messages(ref)
        .fetch()
        .catch(() => null);
      return text && statusOf(ref, text, now());
    },

    fetchMedia: (url) => fetchTwilioMedia(url, { ...settings, origin }, timeoutMs),

    check: async () => checkTwilio(await client(), settings.accountSid),

    async cancel(ref) {
      const { messages } = await client();
      await messages(ref)
        .update({ status: "canceled" })
        .catch((error) => refuse("cancel", error));
    },

    async erase(ref) {
      const { messages } = await client();
      await erase(messages(ref)).catch((error) => refuse("erase", error));
    },
  };
}

async function openClient(settings: TwilioSettings, timeoutMs: number): Promise<TwilioSdk.Twilio> {
  const { default: sdk } = await import("twilio");
  const httpClient = new sdk.RequestClient({ timeout: timeoutMs });
  Object.assign(httpClient.axios.defaults, connectionPool(timeoutMs));
  httpClient.axios.interceptors.response.use((response) => {
    if (response.status === 429) throw new Throttled(response.headers["retry-after"]);
    return response;
  });
  const client = sdk(settings.accountSid, settings.authToken, { httpClient });
  // It reads TWILIO_EDGE and TWILIO_REGION by itself and would ask another host: ours is `baseUrl`.
  Object.assign(client, { edge: undefined, region: undefined });
  if (settings.baseUrl) {
    for (const domain of [client.api, client.messaging]) domain.baseUrl = settings.baseUrl.replace(/\/$/, "");
  }
  return client;
}

function form(message: SmsMessage, key: string, settings: TwilioSettings) {
  const seconds = message.validitySeconds;
  return {
    to: message.to,
    ...(message.from.startsWith("MG") ? { messagingServiceSid: message.from } : { from: message.from }),
    ...(message.body === "" ? {} : { body: message.body }),
    ...(message.mediaUrls?.length ? { mediaUrl: message.mediaUrls } : {}),
    ...(seconds === undefined ? {} : { validityPeriod: Math.min(36_000, Math.max(1, Math.floor(seconds))) }),
    // Twilio's default is no retry when we answer 5xx: the fragment asks for five, on every kind of failure.
    statusCallback: `${callbackAddress(settings, "twilio", key)}#rc=5&rp=all`,
  };
}

function accepted(sid: string | undefined, status: string | undefined, code: number | null): Outcome | null {
  if (status === "failed")
    return { kind: "rejected", ...meaningOf(code), ...(code ? { code: String(code) } : {}) };
  return sid ? { kind: "accepted", ref: sid } : null;
}

function refusal(error: unknown, now: Date): Outcome | null {
  if (error instanceof Throttled) {
    return { kind: "rejected", ...meaningOf(20429), code: "20429", ...retryAfter(error.retryAfter, now) };
  }
  const { status, code, message } = error as { status?: unknown; code?: unknown; message?: string };
  if (!isRefusal(status)) return null;
  const known = typeof code === "number";
  const meaning =
    !known && (status === 401 || status === 403) ? meaningOf(20003) : meaningOf(known ? code : null);
  return {
    kind: "rejected",
    ...meaning,
    code: String(known ? code : status),
    ...(message ? { detail: message.slice(0, 300) } : {}),
  };
}

type MessageContext = ReturnType<TwilioSdk.Twilio["messages"]>;

/** Empties the body and removes what was attached; Twilio keeps the rest as its bill. */
async function erase(message: MessageContext): Promise<void> {
  // What the SDK's list holds does not know its own id (twilio 6.2.0): its `remove` throws.
  for (const { sid } of await message.media.list({ limit: 20 })) await message.media(sid).remove();
  await message.update({ body: "" });
}

function refuse(verb: "cancel" | "erase", error: unknown): never {
  const { status, code } = error as { status?: unknown; code?: unknown };
  const answered = typeof status === "number";
  const retry = !answered || status >= 500 || code === NOT_FINISHED || error instanceof Throttled;
  throw new VendorRefusal("twilio", verb, String(code ?? status ?? "no answer"), retry);
}
