import { isIPv4, isIPv6 } from "node:net";
import { readSetting } from "../../lib/settings.mjs";
import { Failure } from "../failure.mjs";

/** The vendors, the settings that make one our own, and the one that says where it listens. */
export const vendors = /** @type {const} */ ({
  twilio: { keys: ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"], base: "TWILIO_BASE_URL", channel: "SMS" },
  sendgrid: {
    // Without the public key every event is refused, and a letter would never be known to have arrived.
    keys: ["SENDGRID_API_KEY", "SENDGRID_WEBHOOK_PUBLIC_KEY"],
    base: "SENDGRID_BASE_URL",
    channel: "EMAIL",
  },
  // Without the public key every receipt and every answer of a patient is refused.
  telnyx: { keys: ["TELNYX_API_KEY", "TELNYX_PUBLIC_KEY"], base: "TELNYX_BASE_URL", channel: "SMS" },
  smtp: { keys: ["SMTP_URL"], base: "SMTP_URL", channel: "EMAIL" },
  fcm: { keys: ["FCM_PROJECT_ID", "FCM_SERVICE_ACCOUNT"], base: "FCM_BASE_URL", channel: "PUSH" },
});

/** @typedef {keyof typeof vendors} Vendor */
/** @typedef {Record<string, string | undefined>} Env */

/**
 * Whether the environment brings this vendor's keys; a part of them is refused.
 * @param {Vendor} vendor
 * @param {Env} env
 */
export function isGiven(vendor, env) {
  const { keys } = vendors[vendor];
  const missing = keys.filter((key) => !env[key]);
  if (missing.length === keys.length) return false;
  if (missing.length === 0 || env[vendors[vendor].base]) return true;
  const set = keys.filter((key) => env[key]);
  throw new Failure(`${set.join(" and ")} is set but ${missing.join(" and ")} is not: set both, or neither.`);
}

/**
 * Whether messages given to this vendor reach people: its own keys, and not aimed at a server of this machine.
 * @param {Vendor} vendor
 * @param {Env} env
 */
export function isReal(vendor, env) {
  // A mail server of this machine passes letters on to people.
  if (vendor === "smtp") return isGiven(vendor, env);
  const base = env[vendors[vendor].base];
  return isGiven(vendor, env) && !(base && isThisMachine(base));
}

/**
 * Channels that no vendor is configured for and that are not switched off.
 * @param {Env} env
 */
export function openChannels(env) {
  const off = readSetting("CHANNELS_OFF", env);
  /** @type {Set<string>} */
  const closed = new Set(
    "value" in off && Array.isArray(off.value) ? off.value.map((c) => c.toUpperCase()) : [],
  );
  const names = /** @type {Vendor[]} */ (Object.keys(vendors));
  for (const name of names) if (isGiven(name, env)) closed.add(vendors[name].channel);
  return [...new Set(names.map((name) => vendors[name].channel))].filter((c) => !closed.has(c));
}

/**
 * Whether a URL names this machine.
 * @param {string} url
 */
export function isThisMachine(url) {
  const host = hostOf(url);
  if (isIPv4(host)) return /^(127|0)\./.test(host);
  if (isIPv6(host)) return /^::1?$|^::ffff:7f/.test(host);
  return /(^|\.)localhost$/.test(host);
}

/**
 * Whether a URL names this machine or its own network, which no vendor can call back.
 * @param {string} url
 */
export function isLocal(url) {
  const host = hostOf(url);
  if (isThisMachine(url)) return true;
  if (isIPv4(host)) {
    // RFC 1918, RFC 6598 (100.64.0.0/10: shared by a carrier's customers), RFC 3927.
    return /^10\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^169\.254\./.test(
      host,
    );
  }
  if (isIPv6(host)) return /^f[cd]|^fe[89ab]|^::ffff:/.test(host);
  return !host.includes(".") || /\.(local|internal|lan|home\.arpa)$/.test(host);
}

/** @param {string} url */
function hostOf(url) {
  return new URL(url).hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}
