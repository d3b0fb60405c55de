import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { type Asked, admit } from "@/lib/http/admit";
import { readJson } from "@/lib/http/body";
import { cleanText } from "@/lib/http/clean";
import { replayable } from "@/lib/http/idempotency";
import { AllowanceSpent } from "@/lib/http/limits/commands";
import { problemResponse, zodProblem } from "@/lib/http/problem";

type Shape = z.ZodType;
type Out<S extends Shape | undefined> = S extends Shape ? z.output<S> : undefined;

export interface RouteSpec<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
  R extends Shape,
> {
  permission: Asked;
  summary: string;
  params?: P;
  query?: Q;
  body?: B;
  returns: R;
  /** Success status; default 200. */
  status?: number;
  /** Honours Idempotency-Key for 24 h, scoped to clinic and route. */
  idempotent?: boolean;
  /** Bytes of JSON accepted; default 1 MiB. */
  maxBytes?: number;
  /** Whether the call keeps a session awake. Default: all but GET do; false for what a screen posts by itself. */
  activity?: boolean;
}

export type Handler = ((
  request: Request,
  segment: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>) & { spec: RouteSpec<Shape | undefined, Shape | undefined, Shape | undefined, Shape> };

function check<S extends Shape | undefined>(schema: S | undefined, value: unknown, where: string): Out<S> {
  if (!schema) return undefined as Out<S>;
  const result = schema.safeParse(value);
  if (!result.success) throw zodProblem(result.error, where);
  return result.data as Out<S>;
}

/** Query parameters as an object; a name given twice becomes an array. */
function queryOf(request: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(request.url);
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const all = searchParams.getAll(name).map(cleanText);
      return [name, all.length > 1 ? all : (all[0] ?? "")];
    }),
  );
}

/**
 * The one way in: who → may they → what did they ask → do → show. Without `permission` and `returns` it does not
 * compile, so no route is open by oversight and no new column leaks.
 */
export function route<
  R extends Shape,
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends Shape | undefined = undefined,
>(
  spec: RouteSpec<P, Q, B, R>,
  verb: (
    ctx: Ctx,
    input: { params: Out<P>; query: Out<Q>; body: Out<B>; request: Request },
  ) => Promise<z.input<R>>,
): Handler {
  const handle = async (
    request: Request,
    segment: { params: Promise<Record<string, string | string[] | undefined>> },
  ) => {
    const requestId = randomUUID();
    const allowance: Record<string, string> = {};
    try {
      const { ctx, ...admitted } = await admit(request, spec, requestId);
      Object.assign(allowance, admitted.allowance);
      const params = check(spec.params, await segment.params, "address");
      const query = check(spec.query, queryOf(request), "query");
      const raw = spec.body ? await readJson(request, spec.maxBytes ?? 1_048_576) : undefined;
      const body = check(spec.body, raw?.value, "body");
      const act = async () => ({
        status: spec.status ?? 200,
        body: spec.returns.parse(await verb(ctx, { params, query, body, request })),
      });
      const key = spec.idempotent ? request.headers.get("idempotency-key") : null;
      const answer = key
        ? await replayable(
            ctx,
            { route: `${request.method} ${new URL(request.url).pathname}`, key, bytes: raw?.bytes },
            act,
          )
        : await act();
      const headers = { "Cache-Control": "no-store", "X-Request-Id": requestId, ...allowance };
      if (answer.status === 204) return new Response(null, { status: 204, headers });
      return Response.json(answer.body, { status: answer.status, headers });
    } catch (error) {
      const refused = error instanceof AllowanceSpent ? error.headers : allowance;
      return problemResponse(error, requestId, refused);
    }
  };
  return Object.assign(handle, { spec: spec as Handler["spec"] });
}
