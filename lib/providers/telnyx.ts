import type { KeyObject } from "node:crypto";
import type { Telnyx } from "telnyx";
import { clock } from "@/lib/clock";
import { callbackAddress } from "@/lib/providers/callback";
import { handOff, isRefusal, retryAfter, SEND_TIMEOUT_MS } from "@/lib/providers/connection";
import type { Outcome, Provider, SmsMessage } from "@/lib/providers/port";
import { SignatureError } from "@/lib/providers/refusals";
import { digestOf, ed25519Key, ed25519Matches, headerOf } from "@/lib/providers/signed";
import { checkTelnyx } from "@/lib/providers/telnyx-check";
import { telnyxMeaning } from "@/lib/providers/telnyx-codes";
import { fromTelnyx } from "@/lib/providers/telnyx-events";
import { knockTelnyx } from "@/lib/providers/telnyx-knock";
import { missedTelnyxTexts } from "@/lib/providers/telnyx-list";
import { fetchTelnyxMedia, isTelnyxMedia } from "@/lib/providers/telnyx-media";

/*
 * answer to the POST            → outcome                    (statuses and codes: telnyx-codes.ts, facts: docs/providers)
 * 200, an id                    → accepted, ref = the message's id;  200 without one → unknown
 * 4xx                           → rejected, by the code's meaning
 * 429 (10011)                   → rejected, retry, not before x-ratelimit-reset (seconds from now)
 * refused, DNS, TLS, no connect → rejected, retry: nothing was written
 * 408, 5xx, reset, timeout      → unknown: there is no idempotency key and nothing to ask; only receipts tell
 */

export interface TelnyxSettings {
  apiKey: string;
  /** The account's public key as Mission Control shows it: base64 of 32 bytes. Without it every webhook is refused. */
  publicKey?: string | undefined;
  /** Accepted beside the current one while the key is being rotated. */
  previousPublicKey?: string | undefined;
  /** Where the API lives when it is not api.telnyx.com, without `/v2`. */
  baseUrl?: string | undefined;
  /** Our own public address, without a slash at its end. */
  publicUrl: string;
  /** Named in the addresses of callbacks, where a clinic has this account for itself. */
  account?: string | undefined;
  timeoutMs?: number | undefined;
}

const API = "https://api.telnyx.com";
/** Telnyx's largest page of detail records. */
const PAGE = 50;
/** The package's own tolerance for a webhook's timestamp. */
const TOLERANCE_MS = 300_000;

/** Texts through Telnyx's Messaging API. Unknown outcomes are settled by receipt only. Throws on a public key that is none. */
export function telnyxProvider(settings: TelnyxSettings, now: () => Date = clock): Provider<SmsMessage> {
  const timeoutMs = settings.timeoutMs ?? SEND_TIMEOUT_MS;
  const keys = [settings.publicKey, settings.previousPublicKey].flatMap((key) =>
    key ? [ed25519Key(key)] : [],
  );
  const { origin } = new URL(settings.baseUrl ?? API);
  let opening: Promise<Telnyx> | undefined;
  const client = () => {
    opening ??= openClient(settings.apiKey, origin, timeoutMs);
    return opening;
  };
  return {
    name: "telnyx",
    channel: "SMS",
    proof: "receipt",

    async send(message, { key, signal }) {
      const { messages } = await client();
      return handOff(
        { timeoutMs, signal },
        async () => {
          const { data } = await messages.send(body(message, key, settings));
          return data?.id ? { kind: "accepted", ref: data.id } : null;
        },
        (error) => refusal(error, now()),
      );
    },

    async receive(request) {
      const signature = headerOf(request, "telnyx-signature-ed25519") ?? "";
      const timestamp = headerOf(request, "telnyx-timestamp") ?? "";
      verify(keys, { signature, timestamp, body: request.body }, now());
      const arrival = {
        at: now(),
        digest: digestOf(request.body),
        isOurs: (url: string) => isTelnyxMedia(url, origin),
      };
      return [fromTelnyx(parsed(request.body), arrival)];
    },

    reread: ({ raw, at, eventId }) =>
      fromTelnyx(raw, { at, digest: eventId, isOurs: (url) => isTelnyxMedia(url, origin) }),

    async listInbound(query) {
      const { detailRecords, messages } = await client();
      return missedTelnyxTexts(
        query,
        {
          records: ({ to, day }) =>
            detailRecords.list({
              filter: { record_type: "messaging", direction: "inbound", cld: to, created_at: { gte: day } },
              sort: ["created_at"],
              "page[size]": PAGE,
            }),
          message: async (id) => {
            try {
              return (await messages.retrieve(id)).data;
            } catch (error) {
              if ((error as Refusal).status === 404) return null;
              throw error;
            }
          },
        },
        (url) => isTelnyxMedia(url, origin),
      );
    },

    fetchMedia: (url) => fetchTelnyxMedia(url, origin, timeoutMs),

    check: async () => checkTelnyx(await client()),

    knock: async (url) => knockTelnyx(await client(), url, now()),
  };
}

function verify(
  keys: readonly KeyObject[],
  signed: { signature: string; timestamp: string; body: Uint8Array },
  now: Date,
): void {
  const seconds = /^\d+$/.test(signed.timestamp) ? Number(signed.timestamp) : Number.NaN;
  const genuine = (key: KeyObject) =>
    ed25519Matches(key, `${signed.timestamp}|`, signed.body, signed.signature);
  if (!keys.some(genuine)) {
    throw new SignatureError("The telnyx-signature-ed25519 header is missing or does not match.");
  }
  if (!(Math.abs(seconds * 1_000 - now.getTime()) <= TOLERANCE_MS)) {
    throw new SignatureError("The telnyx-timestamp header is not of the last five minutes.");
  }
}

async function openClient(apiKey: string, origin: string, timeoutMs: number): Promise<Telnyx> {
  const { Telnyx: Client } = await import("telnyx");
  return new Client({
    apiKey,
    publicKey: null,
    baseURL: `${origin}/v2`,
    timeout: timeoutMs,
    // The package repeats a POST by itself, twice by default: a second text to the patient.
    maxRetries: 0,
    // At TELNYX_LOG=debug it would print what we wrote to the patient.
    logLevel: "off",
    fetchOptions: { redirect: "manual" },
  });
}

function body(message: SmsMessage, key: string, settings: TelnyxSettings) {
  return {
    to: message.to,
    from: message.from,
    ...(message.body === "" ? {} : { text: message.body }),
    ...(message.mediaUrls?.length ? { type: "MMS" as const, media_urls: message.mediaUrls } : {}),
    webhook_url: callbackAddress(settings, "telnyx", key),
  };
}

interface Refusal {
  status?: unknown;
  headers?: Headers;
  error?: { errors?: { code?: unknown; title?: unknown; detail?: unknown }[] };
}

function refusal(error: unknown, now: Date): Outcome | null {
  const { status, headers, error: said } = error as Refusal;
  if (!isRefusal(status)) return null;
  const first = Array.isArray(said?.errors) ? said.errors[0] : undefined;
  const code = status === 429 ? "10011" : first?.code ? String(first.code) : undefined;
  const meaning = telnyxMeaning(code ?? (status === 401 || status === 403 ? 10009 : null));
  const detail = [first?.detail, first?.title].find((words) => typeof words === "string");
  return {
    kind: "rejected",
    ...meaning,
    code: code ?? String(status),
    ...(typeof detail === "string" ? { detail: detail.slice(0, 300) } : {}),
    ...(status === 429
      ? retryAfter(headers?.get("retry-after") ?? headers?.get("x-ratelimit-reset"), now)
      : {}),
  };
}

function parsed(body: Uint8Array): unknown {
  const text = Buffer.from(body).toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    return { base64: Buffer.from(body).toString("base64") };
  }
}
