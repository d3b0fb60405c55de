/**
 * What the web process says itself, because the framework says nothing that helps: an address that cannot be decoded is
 * its plain 500, a wrong method its empty 405. Receipts do not come this way.
 */
import { randomUUID } from "node:crypto";
import { request as ask } from "node:http";

/** @typedef {import("node:http").IncomingMessage} IncomingMessage */
/** @typedef {import("node:http").ServerResponse} ServerResponse */

const api = /^\/api(?:\/|$)/;

/**
 * Answers 400 where the path holds escapes that are no text, and says whether it did.
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 */
export function refuseUnreadable(request, response) {
  const [path = ""] = (request.url ?? "").split("?", 1);
  if (isReadable(path)) return false;
  // The address may be somebody's key: the fact alone.
  process.stderr.write("An address that cannot be read was refused.\n");
  if (!request.complete) response.setHeader("Connection", "close");
  if (api.test(path)) {
    const detail = "This address holds characters that cannot be read.";
    problem(response, {
      status: 400,
      title: "Unreadable address",
      code: "invalid",
      reason: "address",
      detail,
    });
  } else {
    response
      .writeHead(400, {
        ...plain,
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policy,
      })
      .end(page);
  }
  return true;
}

/** PostgreSQL keeps no NUL in a text, so none is looked up. @param {string} path */
function isReadable(path) {
  if (!path.includes("%")) return true;
  try {
    return !decodeURIComponent(path).includes("\0");
  } catch {
    return false;
  }
}

/**
 * Gives a 405 of the API its problem document and `Allow`. Which methods there are is known to the route alone, and it
 * says so to OPTIONS: asked once per refusal, never otherwise.
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 */
export function sayMethods(request, response) {
  if (request.method === "OPTIONS" || !api.test(request.url ?? "")) return;
  const { writeHead, end } = response;
  // The framework's compression writes the head just before the end: both wait for the methods.
  response.writeHead = /** @type {typeof writeHead} */ (
    /** @param {any[]} parts */
    (...parts) => (parts[0] === 405 ? response : Reflect.apply(writeHead, response, parts))
  );
  response.end = /** @type {typeof end} */ (
    /** @param {any[]} parts */
    (...parts) => {
      if (response.statusCode !== 405) return Reflect.apply(end, response, parts);
      Object.assign(response, { writeHead, end });
      void methodsAt(request).then((methods) => refuseMethod(request, response, methods));
      return response;
    }
  );
}

/** @param {IncomingMessage} request @param {ServerResponse} response @param {string[]} methods */
function refuseMethod(request, response, methods) {
  if (methods.length > 0) response.setHeader("Allow", methods.join(", "));
  const takes = methods.filter((each) => each !== "OPTIONS" && each !== "HEAD").join(", ");
  const detail = `This address does not take ${request.method}.${takes ? ` It takes ${takes}.` : ""}`;
  const said = { title: "Method not allowed", code: "method_not_allowed", reason: "method", detail };
  problem(response, { status: 405, ...said });
}

/** @param {IncomingMessage} request @returns {Promise<string[]>} */
function methodsAt({ url, socket }) {
  return new Promise((resolve) => {
    const own = { host: socket.localAddress, port: socket.localPort, path: url, method: "OPTIONS" };
    ask(/** @type {import("node:http").RequestOptions} */ (own), (answer) => {
      answer.resume();
      resolve(answer.headers.allow?.split(", ") ?? []);
    })
      .once("error", () => resolve([]))
      .end();
  });
}

/** @param {ServerResponse} response @param {{ status: number, title: string, code: string, reason: string, detail: string }} said */
function problem(response, said) {
  const type = `urn:messaging-hub:${said.code}`;
  const body = JSON.stringify({ type, ...said, requestId: randomUUID() });
  response.writeHead(said.status, { ...plain, "Content-Type": "application/problem+json" }).end(body);
}

const plain = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex",
};
const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";
// Whose page it is cannot be known: both languages, as on a patient's error page.
const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>This address cannot be read</title>
<style>body{font:1.125rem/1.5 system-ui,sans-serif;max-width:30rem;margin:15vh auto;padding:0 1.5rem}h1{font-size:1.5rem}</style>
<main>
<h1>This address cannot be read</h1>
<p>Some of its characters are broken. Please open it again from the message in which it came, or type it again.</p>
<p lang="es">Esta dirección no se puede leer. Ábrala otra vez desde el mensaje en el que llegó, o escríbala de nuevo.</p>
</main>
</html>
`;
