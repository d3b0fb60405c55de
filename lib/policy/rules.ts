import { ClinicSettings, type Policy } from "@/lib/clinics/schema";
import { hoursFor } from "@/lib/delivery/rules/quiet/hours";
import type { FieldProblem } from "@/lib/errors";

/** One setting that differs, by its dotted path, with what it was and what it is to be. */
export interface PolicyChange {
  setting: string;
  before: unknown;
  after: unknown;
}

type Leaves = Map<string, unknown>;

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function leavesOf(value: unknown, path: string, into: Leaves = new Map()): Leaves {
  if (!isGroup(value)) {
    if (value !== undefined) into.set(path, value);
    return into;
  }
  for (const [name, inner] of Object.entries(value)) leavesOf(inner, path ? `${path}.${name}` : name, into);
  return into;
}

/** What differs between two sets of rules, in the order of the settings. A setting that only one has is null in the other. */
export function changesOf(before: unknown, after: unknown): PolicyChange[] {
  const [old, fresh] = [leavesOf(before, ""), leavesOf(after, "")];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((setting) => {
    const change = { setting, before: old.get(setting) ?? null, after: fresh.get(setting) ?? null };
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [change];
  });
}

/** A change as the audit keeps it. Settings hold hours, numbers and choices of the clinic, never words about a patient. */
export function changeLine({ setting, before, after }: PolicyChange): string {
  const shown = (value: unknown) =>
    value === null ? "unset" : typeof value === "string" ? value : JSON.stringify(value);
  return `${setting}: ${shown(before)} → ${shown(after)}`;
}

/** Settings that are each within their limits and together let nothing go, or mean nothing. */
function contradictions(policy: Policy): FieldProblem[] {
  const { dailyCap, dailyReserve, retries } = policy;
  const found = (["SMS", "EMAIL", "PUSH"] as const).flatMap((channel): FieldProblem[] => {
    const hours = hoursFor(policy, { channel, category: "treatment", states: [] });
    if (!hours || hours.week.some((day) => day.length > 0)) return [];
    const field = policy.quietHours.channels[channel] ? `quietHours.channels.${channel}` : "quietHours.days";
    return [{ field, problem: "Together these hours leave no minute of the week open." }];
  });
  if (dailyReserve >= dailyCap) {
    const problem = `Keep fewer than the ${dailyCap} of the day, or nothing but urgent messages goes.`;
    found.push({ field: "dailyReserve", problem });
  }
  if (retries.firstSeconds > retries.longestSeconds) {
    found.push({ field: "retries.longestSeconds", problem: "Not shorter than the first wait." });
  }
  return found;
}

/** A name that the parser does not know would be dropped without a word: it is told instead. */
function unread(given: Record<string, unknown>, read: Policy): FieldProblem[] {
  const known = leavesOf(read, "");
  return [...leavesOf(given, "").keys()]
    .filter((path) => !known.has(path))
    .map((field) => ({ field, problem: "There is no such setting." }));
}

/** The whole rules with `given` laid over what stands, or every problem with it by the path of its setting. */
export function readPolicy(
  stands: Policy,
  given: Record<string, unknown>,
): { policy: Policy; problems?: never } | { policy?: never; problems: FieldProblem[] } {
  const read = ClinicSettings.safeParse({ ...stands, ...given });
  if (!read.success) {
    return {
      problems: read.error.issues.map(({ path, message }) => ({
        field: path.map(String).join("."),
        problem: message,
      })),
    };
  }
  const problems = [...unread(given, read.data), ...contradictions(read.data)];
  return problems.length > 0 ? { problems } : { policy: read.data };
}
