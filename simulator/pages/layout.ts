import { readFileSync } from "node:fs";
import { page, type Reply } from "@/simulator/http";
import { html, type Markup } from "@/simulator/pages/html";

const FILES = {
  "sim.css": "text/css",
  "phone.js": "text/javascript",
  "mail.js": "text/javascript",
  "live.js": "text/javascript",
};
export type AssetName = keyof typeof FILES;

export function asset(name: string): Reply {
  const type = FILES[name as AssetName];
  if (!type) return { status: 404 };
  const body = readFileSync(new URL(`./assets/${name}`, import.meta.url));
  return {
    status: 200,
    body,
    headers: { "content-type": `${type}; charset=utf-8`, "cache-control": "no-cache" },
  };
}

export interface PageParts {
  title: string;
  /** Where the live stream listens: a phone number, a mailbox, a device, or `*`. */
  address: string;
  script: "phone.js" | "mail.js" | "live.js";
  kind: "list" | "phone" | "mail";
  body: Markup;
}

/** A whole page: our own files only, and framed only by pages of this machine or of the hub. */
export function layout(hubOrigin: string, parts: PageParts): Reply {
  const text = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${parts.title} · Carrier simulator</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/sim.css">
<script type="module" src="/assets/${parts.script}"></script>
</head>
<body class="${parts.kind}" data-address="${parts.address}">
${parts.body}
</body>
</html>`.text;
  const policy = [
    "default-src 'self'",
    "img-src 'self' data: blob:",
    `frame-ancestors 'self' http://localhost:* http://127.0.0.1:* ${hubOrigin}`,
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
  return page(200, text, {
    "content-security-policy": policy,
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  });
}

/** Where the demo's patients live; the machine may stand anywhere. */
const ZONE = { timeZone: "America/Denver" };

const timeOf = new Intl.DateTimeFormat("en-US", {
  ...ZONE,
  hour: "numeric",
  minute: "2-digit",
  timeZoneName: "short",
});
const dayOf = new Intl.DateTimeFormat("en-US", { ...ZONE, month: "short", day: "numeric", year: "numeric" });

/** `2:40 PM MDT` today, `Jun 12, 2:40 PM MDT` otherwise. */
export function clockTime(ms: number, now: number): string {
  const [day, today] = [dayOf.format(ms), dayOf.format(now)];
  return day === today ? timeOf.format(ms) : `${day.split(",")[0]}, ${timeOf.format(ms)}`;
}

/** `+13035550142` as people write it: `(303) 555-0142`. */
export function phoneWords(number: string): string {
  const [, area, exchange, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number) ?? [];
  return area ? `(${area}) ${exchange}-${line}` : number;
}
