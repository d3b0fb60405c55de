import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readRecord, root } from "@/scripts/data-dir.mjs";
import type { Guard } from "@/scripts/supervisor/guard.mjs";
import { gone } from "@/scripts/supervisor/process-group.mjs";

const READY = /^Messaging Hub is ready/m;
const STOP_MS = 60_000;

interface Running {
  supervisor: number;
  children: { web?: number; runner?: number };
}

/** `npm start` as a person types it: npm, a supervisor with its web process and its runner. */
export class Hub {
  private npm: ChildProcess | null = null;

  constructor(
    private readonly dataDir: string,
    private readonly env: Record<string, string | undefined>,
    private readonly guard: Guard,
  ) {}

  /** Starts it and answers the milliseconds until it said that it is ready. `changes` are settings of this start. */
  async start(changes: Record<string, string> = {}): Promise<number> {
    const began = performance.now();
    const child = spawn("npm", ["start", "--silent"], {
      cwd: root,
      env: { ...this.env, ...changes } as NodeJS.ProcessEnv,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.npm = child;
    const pid = child.pid ?? 0;
    this.guard.watch(pid);
    child.on("exit", () => this.guard.forget(pid));
    let words = "";
    const ready = new Promise<boolean>((resolve) => {
      const hear = (text: Buffer) => {
        words += text;
        if (READY.test(words)) resolve(true);
      };
      child.stdout?.on("data", hear);
      child.stderr?.on("data", hear);
      child.on("exit", () => resolve(false));
    });
    if (!(await ready)) throw new Error(`The hub did not start:\n${words}`);
    return performance.now() - began;
  }

  /** Process ids by name; a process that is being started again has none. */
  get processes(): { supervisor: number | undefined; web: number | undefined; runner: number | undefined } {
    const running = readRecord(this.dataDir, "running.json") as Running | null;
    return { supervisor: running?.supervisor, web: running?.children.web, runner: running?.children.runner };
  }

  /** kill -9 of the runner; the supervisor starts another. */
  killRunner(): void {
    const { runner } = this.processes;
    if (!runner) throw new Error("There is no runner to kill.");
    process.kill(-runner, "SIGKILL");
  }

  /** kill -9 of the supervisor alone: its watchdog has to end the others. */
  killSupervisor(): void {
    const { supervisor } = this.processes;
    if (!supervisor) throw new Error("There is no hub to kill.");
    process.kill(supervisor, "SIGKILL");
  }

  /** kill -9 of everything at once: supervisor, web and runner. Resolves when the supervisor is gone. */
  async kill(): Promise<void> {
    const { supervisor, web, runner } = this.processes;
    if (!supervisor) throw new Error("There is no hub to kill.");
    for (const pid of [runner, web]) if (pid) process.kill(-pid, "SIGKILL");
    process.kill(supervisor, "SIGKILL");
    await gone(supervisor, STOP_MS);
  }

  /** Sends SIGTERM to npm, as a process manager does, and resolves when npm has ended. */
  async stop(): Promise<void> {
    const child = this.npm;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  }
}
