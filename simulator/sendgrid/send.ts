import { gunzipSync } from "node:zlib";
import { type SendGridAccount, same } from "@/simulator/accounts";
import { type RequestFault, SILENCE_MS, SLOW_MS } from "@/simulator/faults";
import { type Answer, type Incoming, json, type Reply } from "@/simulator/http";
import { token22 } from "@/simulator/ids";
import type { MailRecord } from "@/simulator/mailboxes";
import { checkMail, type MailRequest } from "@/simulator/sendgrid/check";
import type { EventPost } from "@/simulator/sendgrid/events";
import { runMail } from "@/simulator/sendgrid/journey";
import { withoutSecrets } from "@/simulator/wire-log";
import type { World } from "@/simulator/world";

type Personalization = MailRequest["personalizations"][number];

const errorReply = (status: number, message: string, headers: Record<string, string> = {}): Reply =>
  json(status, { errors: [{ message, field: null, help: null }] }, headers);

/** Refuses whoever does not bring the API key. */
export function gate(world: World, incoming: Incoming): SendGridAccount | Reply {
  const given = /^Bearer (.+)$/i.exec(incoming.headers.authorization ?? "")?.[1];
  if (!given) return errorReply(401, "authorization required");
  const account = world.accounts.sendgrid.find(({ apiKey }) => same(given, apiKey));
  if (account) return account;
  return errorReply(401, "The provided authorization grant is invalid, expired, or revoked");
}

function readJson(incoming: Incoming): unknown {
  try {
    const bytes = incoming.headers["content-encoding"] === "gzip" ? gunzipSync(incoming.body) : incoming.body;
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

function faultyAnswer(world: World, kind: RequestFault, delayMs: number | undefined): Answer | null {
  if (kind === "http429") {
    const reset = Math.ceil((world.clock.now() + (delayMs ?? 1000)) / 1000);
    return errorReply(429, "too many requests", {
      "x-ratelimit-limit": "600",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(reset),
    });
  }
  if (kind === "http500") return errorReply(500, "internal server error");
  return kind === "connectionReset" ? { reset: true } : null;
}

const content = (request: MailRequest, type: string) =>
  request.content?.find((part) => part.type === type)?.value;

function newMail(
  world: World,
  request: MailRequest,
  one: Personalization,
  email: string,
  ids: { message: string; index: number },
): MailRecord {
  const headers = { ...request.headers, ...one.headers };
  const from = one.from ?? request.from;
  const named = Object.entries(headers).find(([name]) => name.toLowerCase() === "message-id")?.[1];
  const { categories } = request;
  return {
    id: token22(),
    direction: "received",
    mailbox: email.toLowerCase(),
    to: email,
    from: from.email,
    fromName: from.name ?? null,
    replyTo: request.reply_to?.email ?? request.reply_to_list?.[0]?.email ?? null,
    subject: one.subject ?? request.subject ?? "",
    text: content(request, "text/plain") ?? "",
    html: content(request, "text/html") ?? null,
    headers,
    attachments: request.attachments.map((file) => ({
      filename: file.filename,
      contentType: file.type ?? "application/octet-stream",
      bytes: Math.floor((file.content.length * 3) / 4),
    })),
    messageId: named ?? `<${ids.message}@geopod-ismtpd-7>`,
    sgMessageId: `${ids.message}.recvd-5f7d8c9b-x2q4m-1-${ids.index.toString(16).toUpperCase()}.0`,
    eventFields: {
      ...request.custom_args,
      ...one.custom_args,
      ...(categories.length > 0 ? { category: categories.length === 1 ? categories[0] : categories } : {}),
    },
    tracks: {
      opens: request.tracking_settings?.open_tracking?.enable !== false,
      clicks: request.tracking_settings?.click_tracking?.enable !== false,
    },
    at: world.clock.now(),
    state: "accepted",
    openedAt: null,
    markedSpam: false,
  };
}

/** Attachments are logged by size, not by content. */
function forLog(body: unknown): Record<string, unknown> {
  if (typeof body !== "object" || body === null) return {};
  const copy = { ...(body as Record<string, unknown>) };
  if (Array.isArray(copy.attachments)) {
    copy.attachments = copy.attachments.map((file: { content?: unknown }) => ({
      ...file,
      content: `(${String(file.content ?? "").length} characters)`,
    }));
  }
  return copy;
}

function probeOf(request: MailRequest | null) {
  const first = request?.personalizations[0];
  return {
    to: first?.to[0]?.email ?? "",
    from: request?.from.email ?? "",
    subject: first?.subject ?? request?.subject ?? null,
    body: request ? (content(request, "text/plain") ?? content(request, "text/html") ?? "") : "",
  };
}

function accept(
  world: World,
  post: EventPost,
  request: MailRequest,
  { message, account }: { message: string; account: string | undefined },
): void {
  const nowSeconds = world.clock.now() / 1000;
  let index = 0;
  for (const one of request.personalizations) {
    const waitMs = Math.max(0, (one.send_at ?? request.send_at ?? 0) - nowSeconds) * 1000;
    for (const { email } of [...one.to, ...one.cc, ...one.bcc]) {
      const mail = {
        ...newMail(world, request, one, email, { message, index: index++ }),
        ...(account ? { account } : {}),
      };
      world.addMail(mail);
      const faults = world.faults.forReceipts("sendgrid", {
        to: email,
        from: mail.from,
        body: `${mail.subject}\n${mail.text}`,
      });
      runMail(world, post, mail, faults, waitMs);
    }
  }
}

/** `POST /v3/mail/send` */
export function sendMail(world: World, post: EventPost, incoming: Incoming): Answer {
  const body = readJson(incoming);
  const checked = checkMail(body, world.clock.now() / 1000);
  const request = "request" in checked ? checked.request : null;
  const probe = probeOf(request);
  const log = (status: number | null, ref: string | null, fault: string | null) =>
    world.log({
      provider: "sendgrid",
      method: incoming.method,
      path: incoming.target,
      ...probe,
      params: forLog(body),
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

  const account = gate(world, incoming);
  if ("status" in account) return give(account);
  if (!/^application\/json/i.test(incoming.headers["content-type"] ?? "")) {
    return give(errorReply(415, "Content-Type should be application/json."));
  }
  const fault = world.faults.forRequest("sendgrid", {
    ...probe,
    body: `${probe.subject ?? ""}\n${probe.body}`,
  });
  const broken = fault ? faultyAnswer(world, fault.kind, fault.delayMs) : null;
  if (fault && broken) {
    log("status" in broken ? broken.status : null, null, fault.kind);
    return broken;
  }
  if ("errors" in checked)
    return give(
      json(
        400,
        body === undefined
          ? { errors: [{ message: "Bad Request", field: null, help: null }] }
          : { errors: checked.errors },
      ),
    );
  if (checked.request.mail_settings?.sandbox_mode?.enable) return give({ status: 200 });

  const message = token22();
  accept(world, post, checked.request, { message, account: account.name });
  if (fault?.kind === "timeoutAfterAccept") {
    log(null, message, fault.kind);
    return { silentForMs: fault.delayMs ?? SILENCE_MS };
  }
  log(202, message, fault?.kind ?? null);
  const reply: Reply = { status: 202, headers: { "x-message-id": message } };
  return fault?.kind === "slow" ? { ...reply, delayMs: fault.delayMs ?? SLOW_MS } : reply;
}
