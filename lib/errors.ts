/** Codes move transports (house.md §7); `reason` moves the screen. */
export const STATUS = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  invalid: 422,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof STATUS;

export interface FieldProblem {
  /** Dotted path in the request, for example `address.zip`. */
  field: string;
  problem: string;
}

/**
 * Our rules said no. `words` is a sentence for a person and never holds patient data.
 * `details` goes into the problem document as it is: ids and names of fields only.
 */
export class AppError extends Error {
  override name = "AppError";

  constructor(
    readonly code: ErrorCode,
    words: string,
    readonly reason: string = code,
    readonly details: { fields?: FieldProblem[]; retryAfterSeconds?: number; [key: string]: unknown } = {},
  ) {
    super(words);
  }
}

/** Absent or another clinic's: the answer is the same. */
export const notFound = (what: string) => new AppError("not_found", `There is no such ${what}.`);
