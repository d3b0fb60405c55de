import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Incoming {
  method: string;
  path: string;
  /** Path and query as they came over the wire. */
  target: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
  params: Record<string, string>;
}

export interface Reply {
  status: number;
  body?: string | Buffer;
  headers?: Record<string, string>;
  /** Wait this long before answering, in ms. */
  delayMs?: number;
}

export type Answer =
  | Reply
  | { silentForMs: number }
  | { reset: true }
  | { stream: (response: ServerResponse) => void };

export type Handler = (incoming: Incoming) => Answer | Promise<Answer>;

export interface Route {
  method: string;
  pattern: RegExp;
  handle: Handler;
}

/** 35 MB: SendGrid's 30 MB message limit plus room for the envelope. */
const LARGEST_BODY = 35 * 1024 * 1024;

/** `/a/:b` becomes a route whose `params.b` holds that path segment, decoded. */
export function on(method: string, path: string, handle: Handler): Route {
  const source = path.replace(/[.]/g, "\\.").replace(/\/:(\w+)/g, "/(?<$1>[^/]+)");
  return { method, pattern: new RegExp(`^${source}$`), handle };
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return { status, body: JSON.stringify(value), headers: { "content-type": "application/json", ...headers } };
}

export function page(status: number, html: string, headers: Record<string, string> = {}): Reply {
  return { status, body: html, headers: { "content-type": "text/html; charset=utf-8", ...headers } };
}

class TooLarge extends Error {}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function flatten(headers: IncomingMessage["headers"]): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}

function decode(groups: Record<string, string> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(groups ?? {}).map(([k, v]) => [k, decodeURIComponent(v)]));
}

function send(response: ServerResponse, reply: Reply): void {
  const body = reply.body ?? "";
  response.writeHead(reply.status, { "content-length": Buffer.byteLength(body), ...reply.headers });
  response.end(body);
}

async function answerTo(routes: Route[], request: IncomingMessage): Promise<Answer> {
  const method = request.method ?? "GET";
  const url = new URL(request.url ?? "/", "http://simulator");
  const match = routes.find((route) => route.method === method && route.pattern.test(url.pathname));
  if (!match) {
    const known = routes.some((route) => route.pattern.test(url.pathname));
    return json(known ? 405 : 404, {
      error: known ? "This address does not take that method." : "No such page.",
    });
  }
  return match.handle({
    method,
    path: url.pathname,
    target: request.url ?? "/",
    query: url.searchParams,
    headers: flatten(request.headers),
    body: await readBody(request),
    params: decode(match.pattern.exec(url.pathname)?.groups),
  });
}

/** What every answer passes through: who may ask, and headers added to each reply. */
export interface Door {
  admit(request: IncomingMessage): Reply | null;
  headers(request: IncomingMessage): Record<string, string>;
}

async function serve(routes: Route[], door: Door, request: IncomingMessage, response: ServerResponse) {
  const answer = door.admit(request) ?? (await answerTo(routes, request));
  if ("reset" in answer) request.socket.destroy();
  else if ("silentForMs" in answer) setTimeout(() => request.socket.destroy(), answer.silentForMs).unref();
  else if ("stream" in answer) answer.stream(response);
  else {
    const reply = { ...answer, headers: { ...door.headers(request), ...answer.headers } };
    if (answer.delayMs) setTimeout(() => send(response, reply), answer.delayMs).unref();
    else send(response, reply);
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

export interface Listening {
  port: number;
  close(): Promise<void>;
}

/** Serves `routes` on 127.0.0.1 and, where the machine has it, on ::1. Port 0 picks a free one. */
export async function listenOnLoopback(routes: Route[], door: Door, port: number): Promise<Listening> {
  const make = () => {
    const server = createServer((request, response) => {
      serve(routes, door, request, response).catch((error: unknown) => {
        if (response.headersSent) return response.destroy();
        const tooLarge = error instanceof TooLarge;
        send(
          response,
          json(tooLarge ? 413 : 500, {
            errors: [{ message: tooLarge ? "content too large" : String(error) }],
          }),
        );
      });
    });
    server.keepAliveTimeout = 65_000;
    return server;
  };
  const servers = [make()];
  const first = servers[0] as Server;
  const bound = await listen(first, port, "127.0.0.1");
  const second = make();
  try {
    await listen(second, bound, "::1");
    servers.push(second);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "EADDRNOTAVAIL" && code !== "EAFNOSUPPORT") throw error;
  }
  return {
    port: bound,
    close: async () => {
      await Promise.all(
        servers.map((server) => {
          const closed = new Promise<void>((resolve) => server.close(() => resolve()));
          server.closeAllConnections();
          return closed;
        }),
      );
    },
  };
}
