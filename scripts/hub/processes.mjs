import { join } from "node:path";
import { next } from "./build.mjs";
import { Child } from "./child.mjs";

// The web process closes what is open; the runner finishes its hand-offs (2 s each) and records their outcomes.
const webGraceMs = 5_000;
const runnerGraceMs = 15_000;
const simulatorGraceMs = 3_000;

// For a machine's whole memory Node would let garbage lie. What is live under load is a third of these caps; bytes of
// files and mails lie outside them.
const heap = {
  web: ["--max-old-space-size=320", "--max-semi-space-size=8"],
  runner: ["--max-old-space-size=256", "--max-semi-space-size=8"],
};
// glibc keeps freed memory in arenas, eight for each core, and raises both thresholds (128 KiB) by itself, after which
// what a burst took is never given back.
const frugal = { MALLOC_ARENA_MAX: "1", MALLOC_TRIM_THRESHOLD_: "131072", MALLOC_MMAP_THRESHOLD_: "131072" };

/** The hub's long-running processes, in the order they start and stop. */
export class Processes {
  /** @type {Child[]} */
  #children = [];

  /**
   * @param {object} world
   * @param {string} world.logs
   * @param {import("../supervisor/guard.mjs").Guard} world.guard
   * @param {Awaited<ReturnType<typeof import("../supervisor/claim.mjs").claimDataDir>>} world.claim
   * @param {(line: string) => void} world.say
   * @param {boolean} world.dev
   */
  constructor(world) {
    this.world = world;
  }

  /**
   * Starts the simulator, the runner and the web process and resolves when all are ready.
   * @param {{ hub: Record<string, string | undefined>, simulator: Record<string, string | undefined> | null, settings: import("./settings.mjs").Settings, runner: string }} what
   */
  async start({ hub, simulator, settings, runner: file }) {
    const { dev, logs } = this.world;
    const script = (/** @type {string} */ path) => ["--import", "tsx", path];
    const web = {
      name: "web",
      args: dev
        ? [next, "dev", "-p", String(settings.port), ...(settings.host ? ["-H", settings.host] : [])]
        : [...heap.web, "scripts/web.mjs", String(settings.port), ...(settings.host ? [settings.host] : [])],
      env: { ...frugal, ...hub, NEXT_TELEMETRY_DISABLED: "1" },
      show: dev,
      isReady: () => answers(`http://127.0.0.1:${settings.port}/api/health`),
    };
    const runner = {
      name: "runner",
      args: [...heap.runner, file],
      env: { ...frugal, ...hub },
      isReady: (/** @type {string} */ words) => /^runner ready/m.test(words),
      // Chaos kills it on purpose, again and again.
      ...(hub.HUB_FAULTS === "1" ? { longestWaitMs: 1_000 } : {}),
    };
    const carrier = simulator && {
      name: "simulator",
      args: script("simulator/main.ts"),
      env: simulator,
      isReady: () => answers(`http://127.0.0.1:${settings.simulatorPort}/_sim/health`),
    };
    const plans = [web, runner, ...(carrier ? [carrier] : [])];
    const { say, guard, claim } = this.world;
    this.#children = plans.map((plan) => {
      return new Child(
        { ...plan, log: join(logs, `${plan.name}.log`) },
        {
          say,
          born(name, pid) {
            guard.watch(pid);
            claim.noteChild(name, pid);
          },
          gone(name, pid) {
            guard.forget(pid);
            claim.noteChild(name, undefined);
          },
        },
      );
    });
    await Promise.all(this.#children.map((child) => child.start()));
  }

  /** Web first, then the runner, which still reaches the simulator and the database while it drains. */
  async stop() {
    const [web, runner, simulator] = this.#children;
    await web?.stop(webGraceMs);
    await runner?.stop(runnerGraceMs);
    await simulator?.stop(simulatorGraceMs);
  }
}

/** @param {string} url */
async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
