"use client";

import { useMemo, useState } from "react";
import { NUMBERS } from "@/components/policy/words";
import type { Policy } from "@/lib/clinics/schema";
import { changesOf, readPolicy } from "@/lib/policy/rules";
import { limitsOf, type PolicyView } from "@/lib/policy/schema";

type Group = Record<string, unknown>;

const at = (from: unknown, path: string) =>
  path.split(".").reduce<unknown>((group, name) => (group as Group | undefined)?.[name], from);

/** The same settings with another value at this path; only the groups on the way are new. */
function withValue<G extends object>(group: G, [name = "", ...rest]: string[], value: unknown): G {
  const inner = (group as Group)[name] ?? {};
  return { ...group, [name]: rest.length === 0 ? value : withValue(inner as object, rest, value) };
}

/** What is typed into a number field. Nothing, or no number, is told by the parser. */
const numberIn = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN);

interface Edit {
  /** What the form began with: whose changes are told apart from ours. */
  base: PolicyView;
  policy: Policy;
  /** Number fields as they were typed. */
  texts: Record<string, string>;
}

const editOf = (base: PolicyView): Edit => ({ base, policy: base.policy, texts: {} });

/**
 * The rules being edited: the parser that the server obeys says what is wrong as it is typed, and a colleague's newer
 * rules change nothing that stands in the form.
 */
export function usePolicyForm(stands: PolicyView) {
  const [kept, setKept] = useState<Edit | null>(null);
  const edit = kept ?? editOf(stands);
  const typed = useMemo(
    () =>
      Object.entries(edit.texts).reduce(
        (policy, [path, text]) => withValue(policy, path.split("."), numberIn(text)),
        edit.policy,
      ),
    [edit],
  );
  const read = useMemo(() => readPolicy(edit.base.policy, typed), [edit.base.policy, typed]);
  const errors = new Map(
    (read.problems ?? []).map(({ field, problem }) => {
      const isNumber = NUMBERS.some(({ path }) => path === field) && Number.isNaN(at(typed, field));
      return [field, isNumber ? `Write a whole number${inWords(field)}.` : problem];
    }),
  );
  for (const { path } of NUMBERS) {
    const value = at(typed, path);
    const { least, most } = limitsOf(path);
    if (typeof value === "number" && (value < least || value > most)) {
      errors.set(path, `A whole number${inWords(path)}.`);
    }
  }
  const change = (path: string, value: unknown) =>
    setKept({ ...edit, policy: withValue(edit.policy, path.split("."), value) });
  return {
    policy: edit.policy,
    version: edit.base.version,
    /** Somebody saved other rules since this form was begun. */
    isStale: kept !== null && stands.version !== edit.base.version,
    changes: changesOf(edit.base.policy, typed),
    /** What somebody else changed since. */
    theirs: changesOf(edit.base.policy, stands.policy),
    /** Null while something in the form is wrong. */
    ready: errors.size === 0 ? (read.policy ?? null) : null,
    errors,
    text: (path: string) => edit.texts[path] ?? String(at(edit.policy, path) ?? ""),
    value: (path: string) => at(edit.policy, path),
    type: (path: string, text: string) => setKept({ ...edit, texts: { ...edit.texts, [path]: text } }),
    change,
    /** Drops what was typed. */
    drop: () => setKept(null),
    /** Keeps each setting that was changed here, and takes the others as they are now. */
    rebase: () => {
      const ours = new Set(
        changesOf(edit.base.policy, typed).map(({ setting }) => setting.split(".")[0] ?? ""),
      );
      const mine = Object.entries(edit.policy).filter(([name]) => ours.has(name));
      setKept({ base: stands, policy: { ...stands.policy, ...Object.fromEntries(mine) }, texts: edit.texts });
    },
  };
}
export type PolicyForm = ReturnType<typeof usePolicyForm>;

function inWords(path: string): string {
  const { least, most } = limitsOf(path);
  return ` from ${least} to ${most.toLocaleString("en-US")}`;
}

/** The safe limits in words: nobody has to try them. */
export function limitsWords(path: string): string {
  const { least, most } = limitsOf(path);
  return `Between ${least} and ${most.toLocaleString("en-US")}`;
}
