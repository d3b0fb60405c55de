import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { root } from "@/scripts/data-dir.mjs";

export interface Figure {
  value: number;
  unit: string;
  /** What it should be; null: told for itself. */
  goal: { most: number } | { least: number } | null;
}

export type Figures = Record<string, Figure>;

/** A figure, rounded to what its size lets one believe. */
export function figure(value: number, unit: string, goal: Figure["goal"] = null): Figure {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return { value: Number(value.toFixed(digits)), unit, goal };
}

/** The value below which so many of 100 lie (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** Whether a figure is where it should be; one without a goal always is. */
export function isMet({ value, goal }: Figure): boolean {
  if (!goal) return true;
  return "most" in goal ? value <= goal.most : value >= goal.least;
}

/** Programs that want a core, on average over the last minute. */
export const load = () => loadavg()[0] ?? 0;

/** Prints the table and keeps the figures in `bench/results/NAME.json`. */
export function report(name: string, figures: Figures, loadBefore: number): void {
  process.stdout.write(`${tableOf(name, figures)}\n`);
  const dir = join(root, "bench/results");
  mkdirSync(dir, { recursive: true });
  const machine = {
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    // Programs that already wanted a core before we began: above 1 a core, the figures are theirs too.
    loadBefore: Number(loadBefore.toFixed(1)),
  };
  const result = { name, at: new Date().toISOString(), machine, figures };
  writeFileSync(join(dir, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

function tableOf(name: string, figures: Figures): string {
  const rows = Object.entries(figures).map(([key, one]) => [
    key,
    `${one.value.toLocaleString("en-US")} ${one.unit}`,
    goalOf(one),
    one.goal ? (isMet(one) ? "met" : "MISSED") : "",
  ]);
  const all = [["", "measured", "goal", ""], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((cell, column) =>
        column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  return `\n${name}\n${lines.map((line) => `  ${line}`).join("\n")}\n`;
}

function goalOf({ goal, unit }: Figure): string {
  if (!goal) return "";
  const [sign, value] = "most" in goal ? ["≤", goal.most] : ["≥", goal.least];
  return `${sign} ${value.toLocaleString("en-US")} ${unit}`;
}
