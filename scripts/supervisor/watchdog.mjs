/**
 * Holds a pipe to the supervisor and owns PostgreSQL. When the pipe closes, whether by an orderly stop or by kill -9,
 * every child still known is asked to end, then PostgreSQL is shut down, then this process ends.
 *
 * It is told, one JSON object a line: { postgres: { command, args, cwd, uid?, gid?, log } }, { watch: pid }, { forget: pid }.
 * It says, one JSON object a line: { postgres: "started" | "ended", pid?, code? }.
 */
import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { createInterface } from "node:readline";
import { endGroup } from "./process-group.mjs";

const drainMs = 15_000;
const shutdownMs = 20_000;
const restartMs = 1_000;

/** @type {Set<number>} */
const watched = new Set();
/** @type {import("node:child_process").ChildProcess | null} */
let postgres = null;
/** @type {NodeJS.Timeout | undefined} */
let restart;
let closing = false;

// The supervisor is gone when these fire; signals meant for it must not end us before PostgreSQL.
process.stdout.on("error", () => {});
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => {});

const orders = createInterface({ input: process.stdin });
orders.on("line", (line) => obey(JSON.parse(line)));
orders.on("close", close);

/** @param {any} order */
function obey(order) {
  if (order.postgres) startPostgres(order.postgres);
  if (order.watch) watched.add(order.watch);
  if (order.forget) watched.delete(order.forget);
}

/** @param {{ command: string, args: string[], cwd: string, uid?: number, gid?: number, log: string }} plan */
function startPostgres(plan) {
  const log = openSync(plan.log, "a", 0o600);
  const server = spawn(plan.command, plan.args, {
    cwd: plan.cwd,
    detached: true,
    env: { NODE_ENV: "production", PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
    stdio: ["ignore", log, log],
    ...(plan.uid === undefined ? {} : { uid: plan.uid, gid: plan.gid }),
  });
  closeSync(log);
  postgres = server;
  server.on("error", (error) => say({ postgres: "ended", code: error.message }));
  server.on("spawn", () => say({ postgres: "started", pid: server.pid }));
  server.on("exit", (code) => {
    postgres = null;
    say({ postgres: "ended", code });
    if (!closing) restart = setTimeout(() => startPostgres(plan), restartMs);
  });
}

async function close() {
  closing = true;
  clearTimeout(restart);
  await Promise.all([...watched].map((pid) => endGroup(pid, "SIGTERM", drainMs)));
  if (postgres?.pid) await endGroup(postgres.pid, "SIGINT", shutdownMs, "SIGQUIT");
  process.exit(0);
}

/** @param {unknown} message */
function say(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
