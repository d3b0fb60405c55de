import { signInAddress } from "@/components/auth/return-path";

export interface FieldProblem {
  field: string;
  problem: string;
}

/** What the API refused, in its own words. `status` 0: no answer came at all. */
export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: string,
    readonly reason: string,
    words: string,
    readonly fields: FieldProblem[] = [],
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(words);
  }
}

export interface RequestOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. A `FormData` or a `Blob` goes as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Idempotency-Key: the same key sends once, however often it is tried. */
  key?: string;
}

/**
 * One call of our own JSON API with the session's cookie. Throws `ApiError` for every refusal and for silence
 * (status 0, code "offline"). When the session has ended, it leaves for the sign-in page, which leads back here.
 */
export async function requestJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const { body } = options;
  const raw = body instanceof FormData || body instanceof Blob;
  let response: Response;
  try {
    response = await fetch(path, {
      method: options.method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        Accept: "application/json",
        ...(body === undefined || raw ? {} : { "Content-Type": "application/json" }),
        ...(options.key ? { "Idempotency-Key": options.key } : {}),
        ...options.headers,
      },
      cache: "no-store",
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError(
      0,
      "offline",
      "offline",
      "The hub did not answer. Check the connection and try again.",
    );
  }
  if (response.status === 401) leaveForSignIn();
  if (!response.ok) throw await refusal(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** The session has ended: to the sign-in page, by a full load, so that nothing of a patient stays in memory. */
export function leaveForSignIn(why: "idle" | "ended" = "ended"): void {
  if (location.pathname === "/sign-in") return;
  location.assign(signInAddress(location.pathname + location.search, why));
}

async function refusal(response: Response): Promise<ApiError> {
  const problem: Record<string, unknown> = await response.json().catch(() => ({}));
  const { code, reason, detail, fields, ...details } = problem;
  return new ApiError(
    response.status,
    typeof code === "string" ? code : "internal",
    typeof reason === "string" ? reason : "internal",
    typeof detail === "string" ? detail : "The hub made a mistake. Please try again.",
    Array.isArray(fields) ? fields.filter(isFieldProblem) : [],
    details,
  );
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return typeof value === "object" && value !== null && "field" in value && "problem" in value;
}
