import { Failure } from "../failure.mjs";

/**
 * Refuses a Node.js that is too old for the packages.
 * @param {string} version as `process.versions.node` has it
 */
export function refuseOldNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Failure(`Node.js 20.19 or newer is needed; this is ${version}.`);
}
