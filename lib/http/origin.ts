import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** A cookie rides on requests that other sites start; those have another Origin. Reads are let through. */
export function checkOrigin(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const origin = request.headers.get("origin");
  const own = [new URL(env().publicUrl).host, request.headers.get("host")];
  if (origin && URL.canParse(origin) && own.includes(new URL(origin).host)) return;
  throw new AppError("forbidden", "This request did not come from a page of the hub.", "origin");
}
