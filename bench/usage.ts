import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { promisify } from "node:util";

const EVERY_MS = 1_000;
const KIB_IN_MIB = 1_024;
const run = promisify(execFile);

interface Process {
  pid: number;
  parent: number;
  /** Memory as `ps` counts it: what several share counts with each. */
  kib: number;
  /** Processor time since it started. */
  cpuMs: number;
}

type Roots = () => Record<string, (number | undefined)[]>;

/**
 * Watches groups of processes, each with all its descendants: the highest memory of each, in which a page that several
 * of the group share counts once, and its processor time.
 */
export class UsageWatch {
  private readonly peaks: Record<string, number> = {};
  private readonly highest: Record<string, number> = {};
  private readonly timer: NodeJS.Timeout;

  /** `roots` is asked anew each time: a process that is started again has another id. */
  constructor(private readonly roots: Roots) {
    this.timer = setInterval(() => void this.look(), EVERY_MS);
  }

  /** Processor time of each group up to now, in ms. */
  async cpu(): Promise<Record<string, number>> {
    const families = familiesOf(this.roots(), await listProcesses());
    return Object.fromEntries(families.map(([name, family]) => [name, sum(family, ({ cpuMs }) => cpuMs)]));
  }

  /** Ends the watch; the highest memory of each group in MiB. */
  async stop(): Promise<Record<string, number>> {
    clearInterval(this.timer);
    await this.look();
    return this.peaks;
  }

  // Asking what is shared stops a process for milliseconds: done only where a group has grown.
  private async look(): Promise<void> {
    for (const [name, family] of familiesOf(this.roots(), await listProcesses())) {
      const kib = sum(family, (one) => one.kib);
      if (kib <= (this.highest[name] ?? 0)) continue;
      this.highest[name] = kib;
      const parts = family.map(memoryOf);
      const shared = Math.max(0, ...parts.map(({ sharedKib }) => sharedKib));
      const mib = (parts.reduce((total, { ownKib }) => total + ownKib, 0) + shared) / KIB_IN_MIB;
      this.peaks[name] = Math.max(this.peaks[name] ?? 0, mib);
    }
  }
}

function familiesOf(roots: ReturnType<Roots>, all: Process[]): [string, Process[]][] {
  return Object.entries(roots).map(([name, pids]) => [
    name,
    pids.flatMap((pid) => all.filter((one) => one.pid === pid || descends(one, pid, all))),
  ]);
}

function sum(family: readonly Process[], value: (one: Process) => number): number {
  return family.reduce((total, one) => total + value(one), 0);
}

function descends({ parent }: Process, ancestor: number | undefined, all: Process[]): boolean {
  if (parent === ancestor) return ancestor !== undefined;
  const above = all.find(({ pid }) => pid === parent);
  return above ? descends(above, ancestor, all) : false;
}

async function listProcesses(): Promise<Process[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid=,rss=,time="]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => {
      const [pid = "", parent = "", kib = "", time = ""] = line.trim().split(/\s+/);
      return {
        pid: Number(pid),
        parent: Number(parent),
        kib: Number(kib),
        cpuMs: cpuOf(pid, time),
      };
    });
}

/**
 * Memory that a process alone has, and what it shares with others: programs, a database's buffers. Linux tells; elsewhere
 * all of it counts as its own.
 */
function memoryOf({ pid, kib }: Process): { ownKib: number; sharedKib: number } {
  const text = read(`/proc/${pid}/smaps_rollup`);
  if (!text) return { ownKib: kib, sharedKib: 0 };
  const lines = [...text.matchAll(/^Shared_(?:Clean|Dirty):\s+(\d+)/gm)];
  const sharedKib = lines.reduce((total, [, one]) => total + Number(one), 0);
  return { ownKib: Math.max(0, kib - sharedKib), sharedKib };
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
