import { Failure } from "../failure.mjs";

/** @typedef {{ owner: string, app: string }} Urls connection strings of the role that migrates and the one that serves */

/**
 * A server of one's own: `DATABASE_URL` serves, `MIGRATE_DATABASE_URL` (by default the same) migrates.
 * @param {Record<string, string | undefined>} env
 * @returns {Urls | null}
 */
export function givenUrls({ DATABASE_URL: app, MIGRATE_DATABASE_URL: owner }) {
  if (!app && !owner) return null;
  if (!app) throw new Failure("MIGRATE_DATABASE_URL is set but DATABASE_URL is not: set both, or neither.");
  return { app, owner: owner || app };
}
