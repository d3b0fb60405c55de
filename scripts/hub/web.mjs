/**
 * The web process: Next's own server, and beside it the door for vendors' receipts, through which a receipt costs a
 * quarter of what a route costs (docs/decisions/023-a-door-for-receipts.md).
 */
import { createServer } from "node:http";
import next from "next";
import { root } from "../data-dir.mjs";
import { comeIn } from "./door.mjs";
import { Drain } from "./drain.mjs";
import { refuseUnreadable, sayMethods } from "./manners.mjs";

// Longer than vendors' and proxies' pools keep an idle connection, so that they close it and not we, in a request.
const keepAliveMs = 75_000;

/**
 * Serves the built pages until SIGTERM or SIGINT, after which what is under way is answered.
 * @param {{ port: number, host?: string | undefined }} where
 */
export async function serveWeb({ port, host }) {
  const app = next({ dev: false, dir: root, port, ...(host ? { hostname: host } : {}) });
  await app.prepare();
  const handle = app.getRequestHandler();
  const drain = new Drain();
  const server = createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    if (comeIn(request, response) || refuseUnreadable(request, response)) return;
    sayMethods(request, response);
    drain.note(request, response);
    void handle(request, response);
  });
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT"])) {
    process.once(signal, () => void drain.end(server).then(() => app.close().finally(() => process.exit(0))));
  }
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(undefined));
  });
}
