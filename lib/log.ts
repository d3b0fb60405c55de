import { clock } from "@/lib/clock";

type Fields = Record<string, string | number | boolean | null | undefined>;

function line(level: string, event: string, fields: Fields) {
  process.stderr.write(`${JSON.stringify({ at: clock().toISOString(), level, event, ...fields })}\n`);
}

/** One JSON line per event. Ids, counts and codes only: never an address, a name or words of a message. */
export const log = {
  info: (event: string, fields: Fields = {}) => line("info", event, fields),
  warn: (event: string, fields: Fields = {}) => line("warn", event, fields),
  /** `cause` gives its name and stack frames; its message may quote data, so it stays out. */
  error: (event: string, cause: unknown, fields: Fields = {}) => {
    const stack =
      cause instanceof Error ? (cause.stack ?? "").split("\n    at ").slice(1, 6).join(" < ") : "";
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
    line("error", event, {
      ...fields,
      cause: cause instanceof Error ? cause.name : typeof cause,
      code,
      stack,
    });
  },
};
