import { Readable } from "node:stream";

/** @typedef {import("node:http").IncomingMessage} IncomingMessage */
/** @typedef {import("node:http").ServerResponse} ServerResponse */
/** @typedef {(request: Request, segment: { params: Promise<{ provider: string, secret?: string }> }) => Promise<Response>} Handler */

const way = /^\/api\/v1\/messages\/webhook\/(twilio|telnyx|sendgrid)(?:\/([\w-]+))?(?:\?|$)/;
// Methods that a fetch request can carry a body with; everything else is Next's to refuse.
const method = "POST";

/**
 * Hands a vendor's post to the hub's webhook gate, past the framework. Answers whether it did: before the gate is
 * installed (instrumentation.ts), and for anything else, the framework serves.
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 */
export function comeIn(request, response) {
  /** @type {Handler | undefined} */
  const handler = Reflect.get(globalThis, "hubWebhookDoor");
  const [, provider, secret] = way.exec(request.url ?? "") ?? [];
  if (!handler || !provider || request.method !== method) return false;
  const params = Promise.resolve({ provider, ...(secret ? { secret } : {}) });
  void through(handler, { request, response, params });
  return true;
}

/** @param {Handler} handler @param {{ request: IncomingMessage, response: ServerResponse, params: Promise<{ provider: string, secret?: string }> }} caller */
async function through(handler, { request, response, params }) {
  try {
    const answer = await handler(requestOf(request), { params });
    const body = Buffer.from(await answer.arrayBuffer());
    // What was not read of a body would be taken for the next request.
    if (!request.complete) response.setHeader("Connection", "close");
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(body);
  } catch (error) {
    // Its words may be a patient's: the name alone.
    process.stderr.write(`A vendor's post broke the door: ${error instanceof Error ? error.name : "?"}\n`);
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { Connection: "close" }).end();
  }
}

/** @param {IncomingMessage} request */
function requestOf(request) {
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  // The host is not looked at: what was signed is the public address.
  // A body that is read as it comes needs `duplex`, which the DOM's types do not know.
  const init = { method, headers, body: Readable.toWeb(request), duplex: "half" };
  return new Request(new URL(request.url ?? "/", "http://door"), /** @type {RequestInit} */ (init));
}
