import { givenUrls } from "../database/given.mjs";
import { Failure } from "../failure.mjs";
import { isLocal, isReal, isThisMachine, vendors } from "./vendors.mjs";

/**
 * What the scripts need to know before any process starts; each refusal is one sentence.
 * @param {Record<string, string | undefined>} env
 */
export function readSettings(env) {
  const demo = readDemo(env.HUB_DEMO);
  const port = readPort(env, "PORT", 3000);
  const simulatorPort = readPort(env, "SIMULATOR_PORT", 4010);
  const simulatorSmtpPort = readPort(env, "SIMULATOR_SMTP_PORT", simulatorPort + 1);
  if (demo && port === simulatorPort)
    throw new Failure(`PORT and SIMULATOR_PORT are both ${port}: give each its own.`);
  if (demo && [port, simulatorPort].includes(simulatorSmtpPort))
    throw new Failure(`SIMULATOR_SMTP_PORT is ${simulatorSmtpPort}, which is taken: give it its own.`);
  const publicUrl = readUrl(env, "PUBLIC_URL") ?? `http://localhost:${port}`;
  refusePath(publicUrl);
  for (const { base } of Object.values(vendors))
    readUrl(env, base, base === "SMTP_URL" ? /^smtps?:$/ : undefined);
  const names = /** @type {import("./vendors.mjs").Vendor[]} */ (Object.keys(vendors));
  const real = names.filter((vendor) => isReal(vendor, env));
  // A mail server has nothing to call back.
  refuseUnreachable(
    publicUrl,
    real.filter((vendor) => vendor !== "smtp"),
  );
  const hubNow = readInstant(env.HUB_NOW);
  if (hubNow && real.length > 0) {
    throw new Failure(
      `HUB_NOW moves the clock and ${real.join(", ")} would reach real people: unset one of them.`,
    );
  }
  if (demo) refuseOpenDemo(publicUrl, real);
  return {
    demo,
    port,
    simulatorPort,
    simulatorSmtpPort,
    /** Where the web process listens; undefined is every interface. The demo lets anyone in, so it stays at home. */
    host: demo && isThisMachine(publicUrl) ? "127.0.0.1" : undefined,
    publicUrl: publicUrl.replace(/\/+$/, ""),
    dataDir: env.DATA_DIR ?? ".data",
    /** Vendors whose messages reach people. */
    real,
    hubNow,
    /** Who drives deliveries: this machine's runner, or Inngest. */
    deliveryClock: readDeliveryClock(env),
    /** A database server of one's own; null is the embedded one. */
    database: givenUrls(env),
  };
}

/** @typedef {ReturnType<typeof readSettings>} Settings */

/** @param {string} publicUrl */
function refusePath(publicUrl) {
  const { origin, pathname, search, hash } = new URL(publicUrl);
  if (pathname === "/" && !search && !hash) return;
  throw new Failure(
    `PUBLIC_URL=${publicUrl} has a path: the hub answers at the root of its address, such as ${origin}.`,
  );
}

/**
 * By default Inngest when any of its settings is there; never with half of its keys, because nothing would be sent.
 * @param {Record<string, string | undefined>} env
 * @returns {"process" | "inngest"}
 */
function readDeliveryClock({ DELIVERY_CLOCK: given, ...env }) {
  const isConnected = Boolean(env.INNGEST_EVENT_KEY || env.INNGEST_SIGNING_KEY || env.INNGEST_BASE_URL);
  const clock = given || (isConnected ? "inngest" : "process");
  if (clock === "process") return clock;
  if (clock !== "inngest") throw new Failure(`DELIVERY_CLOCK=${clock} is neither process nor inngest.`);
  const missing = ["INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY"].filter((name) => !env[name]);
  if (missing.length === 0) return clock;
  throw new Failure(
    `Inngest is the delivery clock but ${missing.join(" and ")} is not set: set both keys, or DELIVERY_CLOCK=process.`,
  );
}

/** @param {string} publicUrl @param {string[]} real */
function refuseUnreachable(publicUrl, real) {
  if (real.length === 0) return;
  if (publicUrl.startsWith("https:") && !isLocal(publicUrl)) return;
  throw new Failure(
    `${real.join(", ")} cannot call back ${publicUrl}: set PUBLIC_URL to the hub's public https address, or unset the vendor's keys.`,
  );
}

/**
 * The demo signs anyone in with a published password and lets them write to any number.
 * @param {string} publicUrl @param {string[]} real
 */
function refuseOpenDemo(publicUrl, real) {
  if (real.length > 0) {
    throw new Failure(
      `The demo signs anyone in and ${real.join(", ")} would reach real people: set HUB_DEMO=0, or unset the vendor's keys.`,
    );
  }
  if (isLocal(publicUrl)) return;
  throw new Failure(
    `The demo signs anyone in and ${publicUrl} is a public address: set HUB_DEMO=0, or unset PUBLIC_URL.`,
  );
}

/** @param {string | undefined} text */
function readDemo(text) {
  if (!text || text === "1") return true;
  if (text === "0") return false;
  throw new Failure(`HUB_DEMO=${text} is neither 1 nor 0.`);
}

/** @param {Record<string, string | undefined>} env @param {string} name @param {number} usual */
function readPort(env, name, usual) {
  const text = env[name];
  if (!text) return usual;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Failure(`${name}=${text} is no port: give a number from 1 to 65535.`);
}

/** @param {Record<string, string | undefined>} env @param {string} name */
function readUrl(env, name, protocols = /^https?:$/) {
  const text = env[name];
  if (!text) return undefined;
  if (URL.canParse(text) && protocols.test(new URL(text).protocol)) return text;
  if (name === "SMTP_URL") throw new Failure("SMTP_URL is no address: it starts with smtp:// or smtps://.");
  throw new Failure(`${name}=${text} is no address: it starts with http:// or https://.`);
}

/** @param {string | undefined} text */
function readInstant(text) {
  if (!text) return null;
  const instant = new Date(text);
  if (!Number.isNaN(instant.getTime()) && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text)) return instant;
  throw new Failure(
    `HUB_NOW=${text} is no instant: write it like 2026-03-02T21:40:00-07:00, with its offset.`,
  );
}
