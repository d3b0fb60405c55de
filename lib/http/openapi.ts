import { z } from "zod";
import { STATUS } from "@/lib/errors";
import type { Handler } from "@/lib/http/route";

type Spec = Handler["spec"];
type Json = Record<string, unknown>;

/** One address: `path` as OpenAPI writes it (`/api/v1/keys/{id}`) and the handlers of its module, by verb. */
export interface Address {
  path: string;
  verbs: Record<string, Spec>;
}

const VERBS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The specs of a route module's handlers; exports that are no `route(...)` are left out. */
export function specsOf(module: object): Address["verbs"] {
  return Object.fromEntries(
    Object.entries(module).flatMap(([verb, handler]) =>
      VERBS.includes(verb) && typeof handler === "function" && "spec" in handler
        ? [[verb, handler.spec as Spec]]
        : [],
    ),
  );
}

/** OpenAPI 3.1 of these addresses, from the schemas that the routes themselves obey. */
export function openApi(addresses: Address[], server: string) {
  return {
    openapi: "3.1.0",
    info: {
      title: "Messaging Hub",
      version: "1",
      description:
        "Two-way messages between a clinic and its patients. Every error is an RFC 9457 problem document. Lists answer `{ items, nextCursor }`.",
    },
    servers: [{ url: server }],
    security: [{ key: [] }, { session: [] }],
    paths: Object.fromEntries(
      addresses
        .filter(({ verbs }) => Object.keys(verbs).length > 0)
        .map(({ path, verbs }) => [
          path,
          Object.fromEntries(
            Object.entries(verbs).map(([verb, spec]) => [verb.toLowerCase(), operation(path, verb, spec)]),
          ),
        ]),
    ),
    components: {
      schemas: { Problem: problem },
      responses: {
        Problem: {
          description: "What was refused and why (RFC 9457)",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key of the clinic: `hub_…`" },
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      },
    },
  };
}

function operation(path: string, verb: string, spec: Spec): Json {
  const status = String(spec.status ?? 200);
  const refusals = new Set([
    STATUS.unauthenticated,
    STATUS.forbidden,
    ...(spec.params ? [STATUS.not_found] : []),
    ...(spec.params || spec.query || spec.body ? [STATUS.invalid] : []),
    ...(verb === "GET" ? [] : [STATUS.conflict]),
  ]);
  const parameters = [
    ...parametersOf(spec.params, "path"),
    ...parametersOf(spec.query, "query"),
    ...(spec.idempotent ? [idempotencyKey] : []),
  ];
  return {
    summary: spec.summary,
    operationId: `${verb.toLowerCase()}${path
      .replace(/^\/api\/v1/, "")
      .replace(/[^a-zA-Z]+(\w)/g, (_, at: string) => at.toUpperCase())
      .replace(/\W/g, "")}`,
    "x-permission": spec.permission,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(spec.body
      ? {
          requestBody: {
            required: true,
            content: { "application/json": { schema: shape(spec.body, "input") } },
          },
        }
      : {}),
    responses: {
      [status]:
        status === "204"
          ? { description: "Done" }
          : {
              description: "Done",
              content: { "application/json": { schema: shape(spec.returns, "output") } },
            },
      ...Object.fromEntries([...refusals].map((code) => [code, { $ref: "#/components/responses/Problem" }])),
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

function shape(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

function parametersOf(schema: z.ZodType | undefined, place: "path" | "query"): Json[] {
  if (!schema) return [];
  const given = shape(schema, "input");
  const parsed = shape(schema, "output");
  const required = (given.required ?? []) as string[];
  const [before, after] = [given, parsed].map((each) => (each.properties ?? {}) as Record<string, Json>);
  return Object.entries(before ?? {}).map(([name, input]) => ({
    name,
    in: place,
    required: place === "path" || (required.includes(name) && input.default === undefined && !coerced(input)),
    // A coerced number takes anything and says what it is only after parsing.
    schema: coerced(input) ? (after?.[name] ?? {}) : input,
  }));
}

function coerced(schema: Json): boolean {
  return !("type" in schema || "anyOf" in schema || "enum" in schema || "$ref" in schema);
}

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "The same key with the same body is answered once and replayed for 24 hours.",
  schema: { type: "string", maxLength: 255 },
};

const problem = {
  type: "object",
  required: ["type", "title", "status", "detail", "code", "reason", "requestId"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "A sentence for a person" },
    code: { type: "string", enum: [...Object.keys(STATUS), "method_not_allowed", "internal"] },
    reason: { type: "string", description: "The exact cause, for a program" },
    requestId: { type: "string" },
    fields: {
      type: "array",
      items: {
        type: "object",
        required: ["field", "problem"],
        properties: { field: { type: "string" }, problem: { type: "string" } },
      },
    },
  },
};
