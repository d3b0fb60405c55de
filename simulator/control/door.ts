import type { IncomingMessage } from "node:http";
import type { Door, Reply } from "@/simulator/http";
import { json } from "@/simulator/http";

const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Who may use the pages and the control API from a browser: pages of this machine and of the hub itself. */
export function createDoor(hubOrigin: string): Door {
  const trusted = (origin: string) => LOCAL.test(origin) || origin === hubOrigin;
  return {
    admit(request: IncomingMessage): Reply | null {
      const { origin } = request.headers;
      if (origin !== undefined && !trusted(origin)) {
        return json(403, { error: "This simulator answers only pages of this machine." });
      }
      if (request.method !== "OPTIONS") return null;
      return { status: 204, headers: { ...this.headers(request), "access-control-max-age": "600" } };
    },
    headers(request: IncomingMessage): Record<string, string> {
      const { origin } = request.headers;
      if (origin === undefined || !trusted(origin)) return {};
      return {
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "GET, POST, DELETE, OPTIONS",
        "access-control-allow-headers": "content-type",
        vary: "origin",
      };
    },
  };
}
