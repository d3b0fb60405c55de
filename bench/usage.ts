import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { promisify } from "node:util";

const EVERY_MS = 1_000;
const KIB_IN_MIB = 1_024;
const run = promisify(execFile);

interface Process {
  pid: number;
  parent: number;
  kib: number;
  /** Processor time since it started. */
  cpuMs: number;
}

type Roots = () => Record<string, (number | undefined)[]>;

/** Watches groups of processes, each with all its descendants: the highest memory of each, and its processor time. */
export class UsageWatch {
  private readonly peaks: Record<string, number> = {};
  private readonly timer: NodeJS.Timeout;

  /** `roots` is asked anew each time: a process that is started again has another id. */
  constructor(private readonly roots: Roots) {
    this.timer = setInterval(() => void this.look(), EVERY_MS);
  }

  /** Processor time of each group up to now, in ms. */
  async cpu(): Promise<Record<string, number>> {
    return sum(this.roots(), await listProcesses(), ({ cpuMs }) => cpuMs);
  }

  /** Ends the watch; the highest memory of each group in MiB. */
  async stop(): Promise<Record<string, number>> {
    clearInterval(this.timer);
    await this.look();
    return this.peaks;
  }

  private async look(): Promise<void> {
    const roots = this.roots();
    const memory = sum(roots, await listProcesses(), ({ kib }) => kib / KIB_IN_MIB);
    for (const [name, mib] of Object.entries(memory)) {
      this.peaks[name] = Math.max(this.peaks[name] ?? 0, mib);
    }
  }
}

function sum(roots: ReturnType<Roots>, all: Process[], value: (one: Process) => number) {
  return Object.fromEntries(
    Object.entries(roots).map(([name, pids]) => {
      const family = pids.flatMap((pid) => all.filter((one) => one.pid === pid || descends(one, pid, all)));
      return [name, family.reduce((total, one) => total + value(one), 0)];
    }),
  );
}

function descends({ parent }: Process, ancestor: number | undefined, all: Process[]): boolean {
  if (parent === ancestor) return ancestor !== undefined;
  const above = all.find(({ pid }) => pid === parent);
  return above ? descends(above, ancestor, all) : false;
}

async function listProcesses(): Promise<Process[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid=,rss=,time=,comm="]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => {
      const [pid = "", parent = "", kib = "", time = "", command = ""] = line.trim().split(/\s+/);
      return {
        pid: Number(pid),
        parent: Number(parent),
        kib: command === "postgres" ? shareOf(pid, Number(kib)) : Number(kib),
        cpuMs: cpuOf(pid, time),
      };
    });
}

/** PostgreSQL's processes map the same buffers: its share of a page that several map counts, where Linux tells it. */
function shareOf(pid: string, kib: number): number {
  const text = read(`/proc/${pid}/smaps_rollup`);
  return text ? Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? kib) : kib;
}

/** Linux counts in ticks of 10 ms; `ps` in whole seconds. */
function cpuOf(pid: string, time: string): number {
  const fields = read(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, "")
    .split(" ");
  if (fields) return (Number(fields[11]) + Number(fields[12])) * 10;
  const [seconds = 0, minutes = 0, hours = 0] = time.split(/[:-]/).map(Number).reverse();
  return (hours * 3_600 + minutes * 60 + seconds) * 1_000;
}

function read(path: string): string | null {
  try {
    return existsSync(path) ? readFileSync(path, "utf8") : null;
  } catch {
    return null;
  }
}
