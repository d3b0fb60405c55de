import { publicUrlOf, readSetting, usualClock } from "../../lib/settings.mjs";
import { givenUrls } from "../database/given.mjs";
import { Failure } from "../failure.mjs";
import { isLocal, isReal, isThisMachine, vendors } from "./vendors.mjs";

/**
 * What the scripts need to know before any process starts; each refusal is one sentence.
 * @param {Record<string, string | undefined>} env
 */
export function readSettings(env) {
  const demo = readDemo(env.HUB_DEMO);
  /** @param {import("../../lib/settings-table.mjs").Name} name */
  const number = (name) => /** @type {number | undefined} */ (setting(name, env));
  const port = number("PORT") ?? 0;
  const simulatorPort = number("SIMULATOR_PORT") ?? 0;
  const simulatorSmtpPort = number("SIMULATOR_SMTP_PORT") ?? simulatorPort + 1;
  if (demo && port === simulatorPort)
    throw new Failure(`PORT and SIMULATOR_PORT are both ${port}: give each its own.`);
  if (demo && [port, simulatorPort].includes(simulatorSmtpPort))
    throw new Failure(`SIMULATOR_SMTP_PORT is ${simulatorSmtpPort}, which is taken: give it its own.`);
  const publicUrl = publicUrlOf(/** @type {string | undefined} */ (setting("PUBLIC_URL", env)), port);
  for (const { base } of Object.values(vendors)) setting(base, env);
  const names = /** @type {import("./vendors.mjs").Vendor[]} */ (Object.keys(vendors));
  const real = names.filter((vendor) => isReal(vendor, env));
  // A mail server has nothing to call back.
  refuseUnreachable(
    publicUrl,
    real.filter((vendor) => vendor !== "smtp"),
  );
  const hubNow = /** @type {Date | null} */ (setting("HUB_NOW", env) ?? null);
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
    publicUrl,
    dataDir: /** @type {string} */ (setting("DATA_DIR", env)),
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

/**
 * A setting's value; what is wrong with one is said in a sentence. A mail server's address holds a password: not shown.
 * @param {import("../../lib/settings-table.mjs").Name} name
 * @param {Record<string, string | undefined>} env
 */
function setting(name, env) {
  const read = readSetting(name, env);
  if (!("problem" in read)) return read.value;
  const text = env[name] ?? "";
  const shown = name === "SMTP_URL" ? name : `${name}=${text}`;
  const example = name === "PUBLIC_URL" && URL.canParse(text) ? new URL(text).origin : null;
  const isPath = example !== null && read.problem.startsWith("has a path");
  throw new Failure(`${shown} ${read.problem}${isPath ? `, such as ${example}` : ""}.`);
}

/**
 * By default Inngest when any of its settings is there; never with half of its keys, because nothing would be sent.
 * @param {Record<string, string | undefined>} env
 * @returns {"process" | "inngest"}
 */
function readDeliveryClock(env) {
  const clock = setting("DELIVERY_CLOCK", env) ?? usualClock(env);
  if (clock !== "inngest") return "process";
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

/**
 * The scripts start the demo unless they are told not to; a process of the hub has to be told.
 * @param {string | undefined} text
 */
const readDemo = (text) => setting("HUB_DEMO", { HUB_DEMO: text || "1" }) === true;
