/**
 * A server's end: nothing new is taken, and what is under way is answered. Inngest's calls hand messages over: one that is
 * cut off leaves texts of which nobody knows whether they were sent, so they have longer than a page.
 */

const pageMs = 2_000;
// Whoever stops a container waits 15 s before it kills.
const callMs = 13_000;
const callsPath = "/api/inngest";

export class Drain {
  #calls = 0;
  /** @type {(() => void)[]} */
  #waiting = [];

  /** @param {{ pageMs?: number, callMs?: number }} [patience] */
  constructor(patience = {}) {
    this.patience = { pageMs, callMs, ...patience };
  }

  /**
   * Counts a request that hands messages over.
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   */
  note(request, response) {
    if (request.url?.split("?")[0] !== callsPath) return;
    this.#calls += 1;
    response.once("close", () => {
      this.#calls -= 1;
      if (this.#calls === 0) for (const go of this.#waiting.splice(0)) go();
    });
  }

  /**
   * Resolves when the server is closed.
   * @param {import("node:http").Server} server
   */
  async end(server) {
    // Read by the function that drives a lane for seconds (inngest/deliver-lane.ts).
    Object.assign(globalThis, { hubLeaves: true });
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    // An event stream never ends by itself.
    void this.#after(this.patience).then(() => server.closeAllConnections());
    await closed;
  }

  /** @param {{ pageMs: number, callMs: number }} patience */
  async #after({ pageMs, callMs }) {
    const pause = (/** @type {number} */ ms) =>
      new Promise((resolve) => void setTimeout(resolve, ms).unref());
    await pause(pageMs);
    const over = new Promise((resolve) => {
      if (this.#calls === 0) resolve(undefined);
      else this.#waiting.push(() => resolve(undefined));
    });
    await Promise.race([over, pause(callMs - pageMs)]);
  }
}
