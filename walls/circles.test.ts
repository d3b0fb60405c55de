import { cruise, type ICruiseResult } from "dependency-cruiser";
import { describe, expect, it } from "vitest";

/** The frame of the house stands around the nouns and is none itself. */
const FRAME = ["auth", "db", "http", "live", "providers", "testing"];

/** `lib/messages/words.ts` belongs to the noun `messages`; files directly under lib to none. */
function nounOf(path: string): string | null {
  const folder = /^lib\/([^/]+)\/.+\.tsx?$/.exec(path)?.[1];
  return folder && !FRAME.includes(folder) ? folder : null;
}

/** A way round from a noun back to itself, as `a → b → a`; null when there is none. */
function circle(edges: Map<string, Set<string>>): string | null {
  const done = new Set<string>();
  const visit = (noun: string, path: string[]): string | null => {
    if (path.includes(noun)) return [...path.slice(path.indexOf(noun)), noun].join(" → ");
    if (done.has(noun)) return null;
    for (const next of edges.get(noun) ?? []) {
      const found = visit(next, [...path, noun]);
      if (found) return found;
    }
    done.add(noun);
    return null;
  };
  for (const noun of edges.keys()) {
    const found = visit(noun, []);
    if (found) return found;
  }
  return null;
}

describe("nouns", () => {
  it("find a circle where there is one", () => {
    const edges = new Map([
      ["a", new Set(["b"])],
      ["b", new Set(["c"])],
      ["c", new Set(["a"])],
    ]);
    expect(circle(edges)).toBe("a → b → c → a");
  });

  it("call each other without circles: a noun that needs its caller is one noun with it", async () => {
    // Types alone make no circle: they are gone when the program runs.
    const { output } = await cruise(["lib"], {
      doNotFollow: { path: "node_modules" },
      exclude: { path: "\\.test\\.ts$|^lib/testing/" },
      tsPreCompilationDeps: false,
      tsConfig: { fileName: "tsconfig.json" },
    });
    const edges = new Map<string, Set<string>>();
    for (const module of (output as ICruiseResult).modules) {
      const from = nounOf(module.source);
      if (!from) continue;
      for (const { resolved } of module.dependencies) {
        const to = nounOf(resolved);
        if (to && to !== from) edges.set(from, (edges.get(from) ?? new Set()).add(to));
      }
    }
    expect(edges.size).toBeGreaterThan(5);
    expect(circle(edges)).toBeNull();
  }, 180_000);
});
