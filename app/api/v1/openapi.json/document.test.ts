import { readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { expect, test } from "vitest";
import { GET } from "@/app/api/v1/openapi.json/route";
import { ADDRESSES } from "@/app/api/v1/openapi.json/routes";

interface Operation {
  summary: string;
  operationId: string;
  parameters?: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, unknown>; schemas: { Problem: object } };
}

const document: Document = await (await GET(new Request("http://localhost:3000/api/v1/openapi.json"))).json();
const operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
  Object.entries(verbs).map(([verb, operation]) => ({ path, verb, operation })),
);

test("every route of the API is in the list (add yours to routes.ts)", () => {
  const root = join(import.meta.dirname, "..");
  const folders = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => /(^|\/)route\.ts$/.test(name))
    .map((name) => name.replaceAll("\\", "/").replace(/\/?route\.ts$/, ""))
    // The vendors' own address, and this document's.
    .filter((name) => name !== "openapi.json" && !name.startsWith("messages/webhook/"))
    .map((name) => `/api/v1/${name.replace(/\[(\w+)\]/g, "{$1}")}`);
  expect(ADDRESSES.map(({ path }) => path).sort()).toEqual(folders.sort());
});

test("it has the shape of an OpenAPI 3.1 document", () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  const response = { type: "object", anyOf: [{ required: ["description"] }, { required: ["$ref"] }] };
  const operation = {
    type: "object",
    required: ["summary", "operationId", "responses"],
    properties: { responses: { type: "object", minProperties: 2, additionalProperties: response } },
  };
  const check = ajv.compile({
    type: "object",
    required: ["openapi", "info", "paths", "components"],
    properties: {
      openapi: { const: "3.1.0" },
      info: { type: "object", required: ["title", "version"] },
      paths: {
        type: "object",
        minProperties: 5,
        propertyNames: { pattern: "^/api/v1/[a-z{]" },
        additionalProperties: {
          type: "object",
          propertyNames: { enum: ["get", "post", "put", "patch", "delete"] },
          additionalProperties: operation,
        },
      },
    },
  });
  expect(check(document), JSON.stringify(check.errors)).toBe(true);
});

test("every schema in it is a JSON Schema that compiles", () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const schemas = operations.flatMap(({ operation }) => [
    ...Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema),
    ...Object.values(operation.responses).flatMap(({ content }) =>
      Object.values(content ?? {}).map(({ schema }) => schema),
    ),
    ...(operation.parameters ?? []).map(({ schema }) => schema),
  ]);
  expect(schemas.length).toBeGreaterThan(10);
  for (const schema of schemas) expect(() => ajv.compile(schema)).not.toThrow();
});

test("operation ids are unique, and every name in a path is a parameter", () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { path, operation } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const given = (operation.parameters ?? []).filter((each) => each.in === "path").map(({ name }) => name);
    expect(given.sort(), path).toEqual(named.sort());
  }
});

test("a list says that its cursor and limit may be left out", () => {
  const { parameters } = document.paths["/api/v1/patients"]?.get ?? {};
  const limit = parameters?.find(({ name }) => name === "limit");
  expect(limit).toMatchObject({ in: "query", required: false, schema: { type: "integer", maximum: 200 } });
  expect(parameters?.find(({ name }) => name === "cursor")?.required).toBe(false);
});

test("sending a message may be repeated under a key, and a refusal is a problem document", () => {
  const send = document.paths["/api/v1/messages"]?.post;
  expect(send?.parameters?.map(({ name }) => name)).toContain("Idempotency-Key");
  expect(Object.keys(send?.responses ?? {})).toEqual(
    expect.arrayContaining(["202", "401", "403", "409", "422"]),
  );
  expect(Object.keys(document.components.securitySchemes)).toEqual(["key", "session"]);
});
