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
  return new AppError("invalid", `The ${where} is not as this address expects it.`, "malformed", { fields });
}

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
      { ...problem, code: error.code, reason: error.reason, requestId, ...details },
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
