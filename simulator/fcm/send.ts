import { randomUUID } from "node:crypto";
import { z } from "zod";
import { pushEnding } from "@/simulator/endings/pushes";
import { type RequestFault, SILENCE_MS, SLOW_MS } from "@/simulator/faults";
import { type Answer, type Incoming, json, type Reply } from "@/simulator/http";
import { withoutSecrets } from "@/simulator/wire-log";
import type { World } from "@/simulator/world";

const words = z.object({ title: z.string().optional(), body: z.string().optional() }).loose();

const message = z.object({
  token: z.string().optional(),
  topic: z.string().optional(),
  condition: z.string().optional(),
  notification: words.optional(),
  data: z.record(z.string(), z.string()).default({}),
  webpush: z
    .object({
      notification: words.optional(),
      fcm_options: z.object({ link: z.string().optional() }).optional(),
      // As Google's SDK writes it: proto3 JSON knows both names.
      fcmOptions: z.object({ link: z.string().optional() }).optional(),
    })
    .loose()
    .optional(),
  android: z.object({ notification: words.optional() }).loose().optional(),
  apns: z.object({ payload: z.unknown().optional() }).loose().optional(),
});
const sendBody = z.object({ message, validate_only: z.boolean().optional() });
type Push = z.infer<typeof message>;

/** Keys of `data` that FCM keeps for itself. */
const RESERVED = /^(from$|message_type$|collapse_key$|google|gcm)/;

/** 4,096 bytes: FCM's limit for a notification and its data. */
const LARGEST_PUSH = 4096;

function fcmError(
  status: number,
  canonical: string,
  text: string,
  errorCode?: string,
  headers: Record<string, string> = {},
): Reply {
  const details = errorCode
    ? [{ "@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", errorCode }]
    : [];
  return json(
    status,
    { error: { code: status, message: text, status: canonical, ...(details.length > 0 ? { details } : {}) } },
    headers,
  );
}

function faultyAnswer(kind: RequestFault, delayMs: number | undefined): Answer | null {
  const later = { "retry-after": String(Math.ceil((delayMs ?? 1000) / 1000)) };
  if (kind === "http429")
    return fcmError(429, "RESOURCE_EXHAUSTED", "Quota exceeded.", "QUOTA_EXCEEDED", later);
  if (kind === "http500") return fcmError(500, "INTERNAL", "Internal error encountered.", "INTERNAL");
  return kind === "connectionReset" ? { reset: true } : null;
}

function parse(incoming: Incoming): { push: Push; dryRun: boolean } | Reply {
  let body: unknown;
  try {
    body = JSON.parse(incoming.body.toString("utf8"));
  } catch {
    return fcmError(400, "INVALID_ARGUMENT", "Invalid JSON payload received.");
  }
  const parsed = sendBody.safeParse(body);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.map(String).join(".") ?? "message";
    return fcmError(400, "INVALID_ARGUMENT", `Invalid value at '${field}'`);
  }
  const push = parsed.data.message;
  if ([push.token, push.topic, push.condition].filter((target) => target !== undefined).length !== 1) {
    return fcmError(400, "INVALID_ARGUMENT", "Recipient of the message is not set.", "INVALID_ARGUMENT");
  }
  const reserved = Object.keys(push.data).find((key) => RESERVED.test(key));
  if (reserved) {
    return fcmError(400, "INVALID_ARGUMENT", `Invalid data payload key: ${reserved}`, "INVALID_ARGUMENT");
  }
  const { link } = push.webpush?.fcmOptions ?? push.webpush?.fcm_options ?? {};
  if (link !== undefined && !link.startsWith("https://")) {
    return fcmError(
      400,
      "INVALID_ARGUMENT",
      "WebpushFcmOptions.link must be a HTTPS url.",
      "INVALID_ARGUMENT",
    );
  }
  if (Buffer.byteLength(JSON.stringify({ ...push.notification, ...push.data })) > LARGEST_PUSH) {
    return fcmError(400, "INVALID_ARGUMENT", "Android message is too big", "INVALID_ARGUMENT");
  }
  return { push, dryRun: parsed.data.validate_only === true };
}

function keep(world: World, push: Push, name: string): void {
  const shown = push.notification ?? push.webpush?.notification ?? push.android?.notification;
  world.addPush({
    name,
    token: push.token ?? push.topic ?? push.condition ?? "",
    title: shown?.title ?? "",
    body: shown?.body ?? "",
    link:
      push.webpush?.fcmOptions?.link ??
      push.webpush?.fcm_options?.link ??
      push.data.url ??
      push.data.link ??
      null,
    data: push.data,
    at: world.clock.now(),
  });
}

/** What the token itself, or the credentials, refuse. */
function refusalOf(world: World, incoming: Incoming, push: Push): Reply | null {
  if (!/^Bearer \S+/i.test(incoming.headers.authorization ?? "")) {
    return fcmError(401, "UNAUTHENTICATED", "Request is missing required authentication credential.");
  }
  if (incoming.params.project !== world.settings.fcm.projectId) {
    return fcmError(403, "PERMISSION_DENIED", "Permission denied on resource project.");
  }
  const ending = pushEnding(push.token ?? "");
  if (!ending) return null;
  const later: Record<string, string> =
    ending.status === 429 || ending.status === 503 ? { "retry-after": "1" } : {};
  return fcmError(ending.status, ending.canonical, ending.message, ending.errorCode, later);
}

/** `POST /v1/projects/{p}/messages:send` */
export function sendPush(world: World, incoming: Incoming): Answer {
  const parsed = parse(incoming);
  const push = "push" in parsed ? parsed.push : null;
  const probe = {
    to: push?.token ?? push?.topic ?? "",
    from: incoming.params.project ?? "",
    body: push?.notification?.body ?? "",
  };
  const log = (status: number | null, ref: string | null, fault: string | null) =>
    world.log({
      provider: "fcm",
      method: incoming.method,
      path: incoming.target,
      ...probe,
      subject: push?.notification?.title ?? null,
      params: push ? { message: push } : {},
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

  if (!("push" in parsed)) return give(parsed);
  const fault = world.faults.forRequest("fcm", probe);
  const broken = fault ? faultyAnswer(fault.kind, fault.delayMs) : null;
  if (fault && broken) {
    log("status" in broken ? broken.status : null, null, fault.kind);
    return broken;
  }
  const refusal = refusalOf(world, incoming, parsed.push);
  if (refusal) return give(refusal);

  const name = `projects/${world.settings.fcm.projectId}/messages/${randomUUID()}`;
  if (parsed.dryRun)
    return give(json(200, { name: `projects/${world.settings.fcm.projectId}/messages/fake_message_id` }));
  keep(world, parsed.push, name);
  if (fault?.kind === "timeoutAfterAccept") {
    log(null, name, fault.kind);
    return { silentForMs: fault.delayMs ?? SILENCE_MS };
  }
  log(200, name, fault?.kind ?? null);
  const reply = json(200, { name });
  return fault?.kind === "slow" ? { ...reply, delayMs: fault.delayMs ?? SLOW_MS } : reply;
}
