import type { ZodError } from "zod";
import { AppError, type FieldProblem, STATUS } from "@/lib/errors";
import { log } from "@/lib/log";

/** RFC 9457. `code` and `reason` are ours; `fields` names what to mend. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  reason: string;
  requestId: string;
  fields?: FieldProblem[];
}

const TITLES: Record<keyof typeof STATUS, string> = {
  unauthenticated: "Please sign in",
  forbidden: "Not allowed",
  not_found: "Not found",
  invalid: "Something in the request needs mending",
  conflict: "Something changed meanwhile",
  rate_limited: "Too many requests",
  unavailable: "Not available right now",
};

export function zodProblem(error: ZodError, where: string): AppError {
  const fields = error.issues.map((issue) => ({
    field: issue.path.map(String).join(".") || where,
    problem: issue.message,
  }));
  const words =
    where === "address"
      ? "Part of this address is mistyped."
      : `The ${where} is not as this address expects it.`;
  return new AppError("invalid", words, "malformed", { fields });
}

/**
 * The database is away, or too busy to begin: no bug of ours, and worth another try. Prisma's codes (P1001 to P2028),
 * Node's of a connection, PostgreSQL's of a server that stops, starts or is full.
 */
const AWAY = ["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "ECONNREFUSED", "ECONNRESET"];
const AWAY_SQL = ["57P01", "57P02", "57P03", "53300"];

function isAway(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 3) return false;
  const { code, originalCode, cause } = error as Record<string, unknown>;
  return (
    [code, originalCode].some((each) => [...AWAY, ...AWAY_SQL].includes(String(each))) ||
    isAway(cause, depth + 1)
  );
}

const busy = () =>
  new AppError(
    "unavailable",
    "The hub did not get to its database in time. Please try again in a moment.",
    "busy",
    { retryAfterSeconds: 2 },
  );

/** Turns any thrown thing into a problem document. A bug is logged by request id and its words are withheld. */
export function problemResponse(
  error: unknown,
  requestId: string,
  extra: Record<string, string> = {},
): Response {
  if (error instanceof AppError) {
    const { retryAfterSeconds, ...details } = error.details;
    const status = STATUS[error.code];
    const problem = {
      type: `urn:messaging-hub:${error.code}`,
      title: TITLES[error.code],
      status,
      detail: error.message,
    };
    return Response.json(
      { ...details, ...problem, code: error.code, reason: error.reason, requestId },
      {
        status,
        headers: {
          "Content-Type": "application/problem+json",
          "Cache-Control": "no-store",
          ...extra,
          ...(retryAfterSeconds ? { "Retry-After": String(Math.ceil(retryAfterSeconds)) } : {}),
        },
      },
    );
  }
  if (isAway(error)) {
    log.error("request.database_away", error, { requestId });
    return problemResponse(busy(), requestId, extra);
  }
  log.error("request.crashed", error, { requestId });
  return Response.json(
    {
      type: "urn:messaging-hub:bug",
      title: "The hub made a mistake",
      status: 500,
      detail: "Nothing was changed. Please try again; if it happens again, tell your admin this request id.",
      code: "internal",
      reason: "internal",
      requestId,
    },
    {
      status: 500,
      headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...extra },
    },
  );
}
