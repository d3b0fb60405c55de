import { explain, Failure } from "../failure.mjs";

/**
 * Stops in order, once, whatever asks for it: a signal, the end of the npm process that started us, the loss of the
 * watchdog, or the caller with an error. Then this process ends, with 1 when there was an error.
 * @param {import("../supervisor/guard.mjs").Guard} guard
 * @param {() => Promise<void>} stopAll
 */
export function whenAskedToStop(guard, stopAll) {
  /** @type {Promise<void> | undefined} */
  let stopping;
  /** @param {unknown} [error] */
  const stop = (error) => {
    stopping ??= (async () => {
      if (error) explain(error);
      await stopAll();
      process.exit(error ? 1 : 0);
    })();
    return stopping;
  };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => stop());
  guard.ended.then(() => stop(new Failure("The watchdog of the database ended: the hub stops.")));
  if (process.env.npm_lifecycle_event) {
    const npm = process.ppid;
    setInterval(() => process.ppid === npm || stop(), 1_000).unref();
  }
  return stop;
}
