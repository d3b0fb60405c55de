import { randomUUID } from "node:crypto";
import https from "node:https";
import net from "node:net";
import type { Messaging, TokenMessage } from "firebase-admin/messaging";
import { clock } from "@/lib/clock";
import { SEND_TIMEOUT_MS, within } from "@/lib/providers/connection";
import type { FailureReason, Outcome, Provider, PushMessage } from "@/lib/providers/port";

/** What the SDK's error codes mean (they stand for FCM's own: UNREGISTERED, SENDER_ID_MISMATCH, QUOTA_EXCEEDED …). */
export const FCM_CODES: Readonly<Record<string, { reason: FailureReason; retry: boolean; closes?: true }>> = {
  "messaging/registration-token-not-registered": { reason: "device_gone", retry: false, closes: true },
  "messaging/invalid-registration-token": { reason: "device_gone", retry: false, closes: true },
  "messaging/mismatched-credential": { reason: "device_gone", retry: false, closes: true },
  "messaging/message-rate-exceeded": { reason: "rate_limited", retry: true },
  "messaging/device-message-rate-exceeded": { reason: "rate_limited", retry: true },
  "messaging/quota-exceeded": { reason: "rate_limited", retry: true },
  "messaging/server-unavailable": { reason: "service_down", retry: true },
  "messaging/internal-error": { reason: "service_down", retry: true },
  "messaging/third-party-auth-error": { reason: "credentials", retry: false },
  "messaging/authentication-error": { reason: "credentials", retry: false },
  "messaging/payload-size-limit-exceeded": { reason: "too_large", retry: false },
  "messaging/invalid-argument": { reason: "malformed", retry: false },
  "messaging/invalid-payload": { reason: "malformed", retry: false },
  "app/invalid-credential": { reason: "credentials", retry: false },
};

/*
 * 200                            → accepted, ref = the message's name. FCM sends no receipt: accepted is all there is.
 * error                          → rejected, by FCM_CODES; INVALID_ARGUMENT that speaks of the token → device_gone
 * refused, DNS                   → rejected, retry
 * reset, timeout                 → unknown: may be sent again under the same collapse key and tag, which replaces it
 */

export interface FcmSettings {
  projectId: string;
  /** A plain-HTTP stand-in for fcm.googleapis.com; it gets a fixed access token. */
  baseUrl?: string | undefined;
  /** Service account file. Without it, Google's application default credentials are used. */
  serviceAccountPath?: string | undefined;
  timeoutMs?: number | undefined;
}

/** Push through FCM HTTP v1. The SDK itself retries 503 and resets up to four times, harmless under a collapse key. */
export function fcmProvider(settings: FcmSettings, now: () => Date = clock): Provider<PushMessage> {
  let opening: Promise<Messaging> | undefined;
  const messaging = () => {
    opening ??= openMessaging(settings);
    return opening;
  };
  return {
    name: "fcm",
    channel: "PUSH",
    proof: "collapse",

    async send(message, { key, signal }) {
      if (signal?.aborted) return { kind: "rejected", retry: true, reason: "service_down" };
      const sdk = await messaging();
      // The SDK throws at once, not in its promise, what it finds wrong with a message.
      const request = (async () => sdk.send(note(message, key, now())))();
      return within(
        request.then(
          (name): Outcome => ({ kind: "accepted", ref: name }),
          (error: unknown) => refusal(error, now()),
        ),
        settings.timeoutMs ?? SEND_TIMEOUT_MS,
        signal,
      );
    },
  };
}

/** An https agent that speaks plain TCP to another host: the SDK has no setting for its address. */
class StandInAgent extends https.Agent {
  constructor(readonly standIn: URL) {
    super({ keepAlive: true, timeout: 4_000 });
  }
  override createConnection() {
    return net.connect({ host: this.standIn.hostname, port: Number(this.standIn.port || 80) });
  }
}

async function openMessaging({ projectId, baseUrl, serviceAccountPath }: FcmSettings): Promise<Messaging> {
  const [{ applicationDefault, cert, initializeApp }, { getMessaging }] = await Promise.all([
    import("firebase-admin/app"),
    import("firebase-admin/messaging"),
  ]);
  const options = baseUrl
    ? { credential: STAND_IN_CREDENTIAL, httpAgent: new StandInAgent(new URL(baseUrl)) }
    : { credential: serviceAccountPath ? cert(serviceAccountPath) : applicationDefault() };
  return getMessaging(initializeApp({ projectId, ...options }, `hub-${randomUUID()}`));
}

const STAND_IN_CREDENTIAL = {
  getAccessToken: async () => ({ access_token: "stand-in", expires_in: 3_600 }),
};

/** Both systems hide the words on a locked screen (`private`); the wording itself is decided before it comes here. */
function note(message: PushMessage, key: string, now: Date): TokenMessage {
  const collapseKey = message.collapseKey ?? key;
  const life = lifeOf(message, now);
  return {
    token: message.token,
    notification: { title: message.title, body: message.body },
    data: { ...message.data, ...(message.link ? { link: message.link } : {}), key },
    android: {
      priority: "high",
      collapseKey,
      ...life.android,
      notification: {
        tag: collapseKey,
        visibility: "private",
        ...(message.badge === undefined ? {} : { notificationCount: message.badge }),
      },
    },
    apns: {
      headers: { "apns-collapse-id": collapseKey.slice(0, 64), "apns-priority": "10", ...life.apns },
      payload: {
        aps: { sound: "default", ...(message.badge === undefined ? {} : { badge: message.badge }) },
      },
    },
    // FCM refuses any other link; the SDK lets it pass.
    ...(message.link?.startsWith("https://")
      ? { webpush: { fcmOptions: { link: message.link }, ...life.webpush } }
      : {}),
  };
}

/** How long it may wait for a device that is off: in milliseconds, as an instant and in seconds. Not said: four weeks. */
function lifeOf({ validitySeconds }: PushMessage, now: Date) {
  if (validitySeconds === undefined) return {};
  const end = Math.floor(now.getTime() / 1_000) + validitySeconds;
  return {
    android: { ttl: validitySeconds * 1_000 },
    apns: { "apns-expiration": String(end) },
    webpush: { headers: { TTL: String(validitySeconds) } },
  };
}

/** Google asks for a minute at least after "too many"; the SDK keeps its Retry-After from us. */
const QUOTA_WAIT_MS = 60_000;

function refusal(error: unknown, now: Date): Outcome | null {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  if (code === "app/network-timeout") return null;
  if (code === "app/network-error") {
    // The SDK keeps the socket's own code only inside its sentence.
    const socket = /Error code: (\w+)/.exec(message)?.[1] ?? "";
    return NEVER_LEFT.test(socket)
      ? { kind: "rejected", retry: true, reason: "service_down", code: socket }
      : null;
  }
  const meaning = meaningOf(code, message);
  const later =
    meaning.reason === "rate_limited" ? { notBefore: new Date(now.getTime() + QUOTA_WAIT_MS) } : {};
  return { kind: "rejected", ...meaning, ...later, code };
}

const NEVER_LEFT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_\w+|UNABLE_TO_\w+|DEPTH_ZERO\w+)$/;

function meaningOf(code: string, message: string): { reason: FailureReason; retry: boolean; closes?: true } {
  if (code === "messaging/invalid-argument") {
    // FCM says INVALID_ARGUMENT for a bad token and for our own bad payload alike; only its sentence tells.
    if (/registration token/i.test(message)) return { reason: "device_gone", retry: false, closes: true };
    if (/too big/i.test(message)) return { reason: "too_large", retry: false };
  }
  // The SDK gives a service account without permission the code of a foreign token; it must not close every device.
  if (code === "messaging/mismatched-credential" && !/sender ?id/i.test(message)) {
    return { reason: "credentials", retry: false };
  }
  if (code === "messaging/unknown-error") {
    const status = /Status code: (\d{3})/.exec(message)?.[1];
    return { reason: "other", retry: status === undefined || status.startsWith("5") };
  }
  return FCM_CODES[code] ?? { reason: "other", retry: false };
}
