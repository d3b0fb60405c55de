import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** A cookie rides on requests that other sites start; those have another Origin. Reads are let through. */
export function checkOrigin(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const origin = request.headers.get("origin");
  const own = new URL(env().publicUrl);
  // Over plain http (a clinic's own machine, a demo) it is reached by several names; over https by one.
  const names =
    own.protocol === "https:" ? [own.origin] : [own.origin, `http://${request.headers.get("host")}`];
  if (origin && names.includes(origin)) return;
  throw new AppError("forbidden", "This request did not come from a page of the hub.", "origin");
}
