import { isGiven, vendors } from "./vendors.mjs";

/** @typedef {Record<string, string | undefined>} Env */

/**
 * The environment of the hub's processes and of the simulator. A vendor's keys given by the environment win; without
 * them the vendor is the simulator.
 * @param {object} options
 * @param {Env} options.env
 * @param {import("./settings.mjs").Settings} options.settings
 * @param {Record<string, string>} options.secrets
 * @param {import("../database/given.mjs").Urls} options.urls
 * @param {string} options.dataDir absolute
 * @param {number} options.clockOffsetMs
 * @param {boolean} options.demo
 * @param {boolean} options.dev
 * @returns {{ hub: Env, simulator: Env }}
 */
export function childEnvironments({ env, settings, secrets, urls, dataDir, clockOffsetMs, demo, dev }) {
  const { port, simulatorPort, simulatorSmtpPort, publicUrl } = settings;
  const { NEXTAUTH_SECRET, HUB_SECRET, ...vendorSecrets } = secrets;
  const simulated = {
    http: `http://127.0.0.1:${simulatorPort}`,
    smtp: `smtp://hub:${secrets.SIM_SMTP_PASSWORD}@127.0.0.1:${simulatorSmtpPort}`,
  };
  const shared = {
    ...env,
    NODE_ENV: dev ? "development" : "production",
    PORT: String(port),
    SIMULATOR_PORT: String(simulatorPort),
    PUBLIC_URL: publicUrl,
    DATA_DIR: dataDir,
    HUB_DEMO: demo ? "1" : "0",
    HUB_CLOCK_OFFSET_MS: String(clockOffsetMs),
  };
  return {
    hub: {
      NEXTAUTH_SECRET,
      HUB_SECRET,
      ...(demo ? simulatedVendors(env, vendorSecrets, simulated) : {}),
      ...shared,
      NEXTAUTH_URL: publicUrl,
      DATABASE_URL: urls.app,
      MIGRATE_DATABASE_URL: undefined,
    },
    simulator: {
      ...shared,
      ...vendorSecrets,
      SIMULATOR_SMTP_PORT: String(simulatorSmtpPort),
      HUB_LOCAL_URL: `http://127.0.0.1:${port}`,
      // Who plays the patient and says STOP reads the clinic's own answer, not Twilio's.
      SIM_CLOSES_PAIRS: env.SIM_CLOSES_PAIRS ?? "false",
    },
  };
}

/**
 * @param {Env} env
 * @param {Record<string, string | undefined>} secrets
 * @param {{ http: string, smtp: string }} addresses
 */
function simulatedVendors(env, secrets, addresses) {
  /** @type {Env} */
  const settings = {};
  for (const [name, { base }] of Object.entries(vendors)) {
    if (isGiven(/** @type {import("./vendors.mjs").Vendor} */ (name), env)) continue;
    const prefix = `${name.toUpperCase()}_`;
    for (const [key, value] of Object.entries(secrets)) if (key.startsWith(prefix)) settings[key] = value;
    settings[base] = name === "smtp" ? addresses.smtp : addresses.http;
  }
  return settings;
}
