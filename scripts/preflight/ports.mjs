import { createServer } from "node:net";
import { Failure } from "../failure.mjs";

/**
 * Refuses with one sentence when a port that we must have is taken or forbidden.
 * @param {string} setting the environment variable that moves it
 * @param {number} port
 */
export async function requireFreePort(setting, port) {
  const code = await refusalOfPort(port);
  if (!code) return;
  const why = code === "EACCES" ? "may not be used by this account" : "is in use by another program";
  throw new Failure(
    `Port ${port} ${why}: free it, or choose another with ${setting} (${setting}=${port + 1} npm start).`,
  );
}

/** @param {number} port @returns {Promise<string | null>} */
function refusalOfPort(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.on("error", (error) => resolve("code" in error ? String(error.code) : error.message));
    probe.listen(port, () => probe.close(() => resolve(null)));
  });
}
