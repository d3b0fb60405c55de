import { Readable } from "node:stream";
import { everywhere } from "./headers.mjs";

/** @typedef {import("node:http").IncomingMessage} IncomingMessage */
/** @typedef {import("node:http").ServerResponse} ServerResponse */
/** @typedef {Record<string, string>} Params */
/** @typedef {(request: Request, segment: { params: Promise<Params> }) => Promise<Response>} Handler */

// Whose gate is asked, by the name under which instrumentation.ts hangs it on globalThis.
const ways = [
  {
    gate: "hubWebhookDoor",
    path: /^\/api\/v1\/messages\/webhook\/(?<provider>twilio|telnyx|sendgrid)(?:\/(?<secret>[\w-]+))?(?:\?|$)/,
  },
  { gate: "hubSendDoor", path: /^\/api\/v1\/messages(?:\?|$)/ },
];
// Methods that a fetch request can carry a body with; everything else is Next's to refuse.
const method = "POST";
// A receipt and a message are smaller; what is larger is read as it comes, by whoever knows its limit.
const smallBytes = 65_536;
// In small letters, as an answer's own headers come: what it says itself takes the place of these.
const said = Object.fromEntries(everywhere.map(({ key, value }) => [key.toLowerCase(), value]));

/**
 * Hands what comes most often, vendors' posts and messages to send, to the hub's own gates, past the framework. Answers
 * whether it did: before a gate is installed (instrumentation.ts), and for anything else, the framework serves.
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 */
export function comeIn(request, response) {
  if (request.method !== method) return false;
  for (const { gate, path } of ways) {
    const found = path.exec(request.url ?? "");
    if (!found) continue;
    /** @type {Handler | undefined} */
    const handler = Reflect.get(globalThis, gate);
    if (!handler) return false;
    const given = Object.entries(found.groups ?? {}).filter(([, value]) => value !== undefined);
    void through(handler, { request, response, params: Promise.resolve(Object.fromEntries(given)) });
    return true;
  }
  return false;
}

/** @param {Handler} handler @param {{ request: IncomingMessage, response: ServerResponse, params: Promise<Params> }} caller */
async function through(handler, { request, response, params }) {
  try {
    const whole = await bodyOf(request);
    // Who broke off hears no answer.
    if (!whole) return;
    const answer = await handler(requestOf(request, whole), { params });
    const body = Buffer.from(await answer.arrayBuffer());
    // What was not read of a body would be taken for the next request.
    if (!request.complete) response.setHeader("Connection", "close");
    const headers = { ...said, ...Object.fromEntries(answer.headers), "content-length": body.length };
    response.writeHead(answer.status, headers).end(body);
  } catch (error) {
    // Its words may be a patient's: the name alone.
    process.stderr.write(`A post broke the door: ${error instanceof Error ? error.name : "?"}\n`);
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { Connection: "close" }).end();
  }
}

/**
 * The bytes of a small body, which costs a tenth of a stream's road; a larger one as a stream; null: it broke off.
 * @param {IncomingMessage} request
 * @returns {Promise<Buffer | ReadableStream | null>}
 */
function bodyOf(request) {
  const length = Number(request.headers["content-length"] ?? Number.NaN);
  if (!(length <= smallBytes))
    return Promise.resolve(/** @type {ReadableStream} */ (Readable.toWeb(request)));
  return new Promise((resolve) => {
    /** @type {Buffer[]} */
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.once("end", () => resolve(Buffer.concat(parts)));
    request.once("error", () => resolve(null));
  });
}

/** @param {IncomingMessage} request @param {Buffer | ReadableStream} body */
function requestOf(request, body) {
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  // As the framework does where no proxy stands before us.
  if (!headers.has("x-forwarded-for")) headers.set("x-forwarded-for", request.socket.remoteAddress ?? "");
  // The host is not looked at: what was signed is the public address.
  // A body that is read as it comes needs `duplex`, which the DOM's types do not know.
  const init = { method, headers, body, duplex: "half" };
  return new Request(new URL(request.url ?? "/", "http://door"), /** @type {RequestInit} */ (init));
}
