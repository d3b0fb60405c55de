import { z } from "zod";
import { fileSchema, readBody } from "@/simulator/control/read";
import type { Delivery } from "@/simulator/courier";
import { faultSchema } from "@/simulator/faults";
import { type Answer, type Incoming, json, on, type Route } from "@/simulator/http";
import { receiveMail } from "@/simulator/sendgrid/inbound";
import { receiveText } from "@/simulator/texts";
import type { World } from "@/simulator/world";

const DEFAULT_LIMIT = 5000;

const e164 = z.string().regex(/^\+?[1-9]\d{2,14}$/, "must be a phone number such as +13035550142");
const smsSchema = z.object({
  from: e164,
  to: e164,
  body: z.string().max(1600).default(""),
  media: z.array(fileSchema).max(10).default([]),
  messagingServiceSid: z.string().optional(),
  provider: z.enum(["twilio", "telnyx"]).optional(),
});

const emailSchema = z.object({
  from: z.string().min(3),
  to: z.string().min(3),
  subject: z.string().default(""),
  text: z.string().default(""),
  html: z.string().optional(),
  attachments: z.array(fileSchema).default([]),
  inReplyTo: z.string().optional(),
  references: z.union([z.string().transform((ids) => ids.split(/\s+/)), z.array(z.string())]).optional(),
  messageId: z.string().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  envelopeFrom: z.string().optional(),
  rawBase64: z.string().optional(),
});

const paceSchema = z.object({
  deliverAfterMs: z.number().min(1).optional(),
  eventBatchMs: z.number().min(0).optional(),
  autoAnswer: z.boolean().optional(),
  closesPairs: z.boolean().optional(),
});

const accountSchema = z.object({
  name: z.string().min(1),
  vendor: z.enum(["twilio", "telnyx", "sendgrid", "smtp"]),
  accountSid: z
    .string()
    .regex(/^AC[0-9a-fA-F]{32}$/, "must be AC and 32 hex digits")
    .optional(),
  authToken: z.string().min(1).optional(),
  status: z.enum(["active", "suspended", "closed"]).optional(),
  apiKey: z.string().min(1).optional(),
  mayUse: z.array(z.string()).optional(),
  user: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  webhookUrl: z.url().optional(),
  numbers: z.array(e164).optional(),
  webhookOn: z.boolean().optional(),
  signsEvents: z.boolean().optional(),
  hosts: z.array(z.string()).optional(),
  inboundUrl: z.url().optional(),
  signsInbound: z.boolean().optional(),
  newKey: z.boolean().optional(),
});

/** What the hub said to an inbound webhook, with its own refusal as ours; 502 when it could not be reached. */
function told(outcome: Delivery, more: Record<string, unknown>): Answer {
  if (outcome.kind !== "answer") return json(502, { ...more, status: null, error: outcome.error });
  const { status, body } = outcome;
  return json(status >= 400 ? status : 200, { ...more, status, answer: body.slice(0, 2000) });
}

function wirePage(world: World, incoming: Incoming): Answer {
  const after = incoming.query.get("after") || undefined;
  if (after && !/^w\d{12}$/.test(after) && Number.isNaN(Date.parse(after))) {
    return json(400, { error: "after must be an entry's id or an ISO instant." });
  }
  const provider = incoming.query.get("provider");
  const to = incoming.query.get("to");
  const limit = Math.min(
    world.settings.keep,
    Math.max(1, Number(incoming.query.get("limit")) || DEFAULT_LIMIT),
  );
  return json(
    200,
    world.wire.page({
      limit,
      ...(after ? { after } : {}),
      ...(provider ? { provider } : {}),
      ...(to ? { to } : {}),
    }),
  );
}

async function inboundSms(world: World, incoming: Incoming): Promise<Answer> {
  const read = readBody(incoming, smsSchema);
  if ("refusal" in read) return read.refusal;
  const { media, messagingServiceSid, provider, ...text } = read.value;
  const { sid, outcome } = await receiveText(
    world,
    { ...text, pictures: media, ...(messagingServiceSid === undefined ? {} : { messagingServiceSid }) },
    provider,
  );
  return told(outcome, { sid });
}

async function inboundEmail(world: World, incoming: Incoming): Promise<Answer> {
  const read = readBody(incoming, emailSchema);
  if ("refusal" in read) return read.refusal;
  const { html, inReplyTo, references, messageId, envelopeFrom, rawBase64, attachments, ...mail } =
    read.value;
  const { outcome, ...ids } = await receiveMail(world, {
    ...mail,
    attachments: attachments.map((file, index) => ({
      ...file,
      filename: file.filename ?? `attachment-${index + 1}`,
    })),
    ...(html === undefined ? {} : { html }),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    ...(references === undefined ? {} : { references }),
    ...(messageId === undefined ? {} : { messageId }),
    ...(envelopeFrom === undefined ? {} : { envelopeFrom }),
    ...(rawBase64 === undefined ? {} : { raw: Buffer.from(rawBase64, "base64") }),
  });
  return told(outcome, ids);
}

function addFault(world: World, incoming: Incoming): Answer {
  const read = readBody(incoming, faultSchema);
  return "refusal" in read ? read.refusal : json(201, world.faults.add(read.value));
}

function changePace(world: World, incoming: Incoming): Answer {
  const read = readBody(incoming, paceSchema);
  if ("refusal" in read) return read.refusal;
  Object.assign(world.pace, read.value);
  return json(200, world.pace);
}

function putAccount(world: World, incoming: Incoming): Answer {
  const read = readBody(incoming, accountSchema);
  return "refusal" in read ? read.refusal : json(200, world.accounts.put(read.value));
}

/** The control API for scripts, tests and the hub's demo pages. */
export function controlRoutes(world: World): Route[] {
  const health = () =>
    json(200, {
      ok: true,
      at: new Date(world.clock.now()).toISOString(),
      messages: world.wire.size,
      callbacksUnderWay: world.courier.waiting,
      receipts: world.gate.state,
    });
  return [
    on("GET", "/_sim/health", health),
    on("GET", "/_sim/messages", (incoming) => wirePage(world, incoming)),
    on("DELETE", "/_sim/messages", async () => {
      await world.clear();
      return { status: 204 };
    }),
    on("POST", "/_sim/inbound/sms", (incoming) => inboundSms(world, incoming)),
    on("POST", "/_sim/inbound/email", (incoming) => inboundEmail(world, incoming)),
    on("GET", "/_sim/faults", () => json(200, { items: world.faults.all() })),
    on("POST", "/_sim/faults", (incoming) => addFault(world, incoming)),
    on("DELETE", "/_sim/faults", () => {
      world.faults.clear();
      return { status: 204 };
    }),
    on("POST", "/_sim/receipts/hold", () => {
      world.gate.hold();
      return json(200, world.gate.state);
    }),
    on("POST", "/_sim/receipts/release", () =>
      json(200, { released: world.gate.release(), ...world.gate.state }),
    ),
    on("GET", "/_sim/bounced", () => json(200, { items: [...world.bounced] })),
    on("GET", "/_sim/objects", () => json(200, { objects: world.listObjects() })),
    on("POST", "/_sim/accounts", (incoming) => putAccount(world, incoming)),
    on("GET", "/_sim/settings", () => json(200, world.pace)),
    on("POST", "/_sim/settings", (incoming) => changePace(world, incoming)),
  ];
}
