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
  const { port, simulatorPort, publicUrl } = settings;
  const { NEXTAUTH_SECRET, HUB_SECRET, SIM_SENDGRID_PRIVATE_KEY, ...vendorSecrets } = secrets;
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
      ...(demo ? simulatedVendors(env, vendorSecrets, `http://127.0.0.1:${simulatorPort}`) : {}),
      ...shared,
      NEXTAUTH_URL: publicUrl,
      DATABASE_URL: urls.app,
      MIGRATE_DATABASE_URL: undefined,
    },
    simulator: {
      ...shared,
      ...vendorSecrets,
      SIM_SENDGRID_PRIVATE_KEY,
      HUB_LOCAL_URL: `http://127.0.0.1:${port}`,
    },
  };
}

/**
 * @param {Env} env
 * @param {Record<string, string | undefined>} secrets
 * @param {string} simulatorUrl
 */
function simulatedVendors(env, secrets, simulatorUrl) {
  /** @type {Env} */
  const settings = {};
  for (const [name, { base }] of Object.entries(vendors)) {
    if (isGiven(/** @type {import("./vendors.mjs").Vendor} */ (name), env)) continue;
    const prefix = `${name.toUpperCase()}_`;
    for (const [key, value] of Object.entries(secrets)) if (key.startsWith(prefix)) settings[key] = value;
    settings[base] = simulatorUrl;
  }
  return settings;
}
