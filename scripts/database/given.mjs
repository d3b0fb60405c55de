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
  for (const [name, url] of Object.entries({ DATABASE_URL: app, MIGRATE_DATABASE_URL: owner || app })) {
    // What is no address would be looked up as a host of the driver's own invention. It may hold a password: not shown.
    if (!/^postgres(?:ql)?:\/\/./.test(url) || !URL.canParse(url))
      throw new Failure(
        `${name} is no address of a database: it looks like postgres://user:password@host:5432/hub.`,
      );
  }
  return { app, owner: owner || app };
}
