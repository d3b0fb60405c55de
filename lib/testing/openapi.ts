import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Ajv } from "ajv";
import formats from "ajv-formats";

interface Parameter {
  $ref?: string;
  name?: string;
  in?: string;
  required?: boolean;
  schema?: object;
}
interface Operation {
  parameters?: Parameter[];
  requestBody?: {
    $ref?: string;
    content?: Record<string, { schema: { properties?: Record<string, { type?: string }> } }>;
  };
}
/** A vendor's OpenAPI document, as far as requests go. */
export interface Spec {
  paths: Record<string, object>;
  components: object;
}

export interface Call {
  method: string;
  path: string;
  /** The name it was called by. */
  host?: string | undefined;
  query: URLSearchParams;
  type: string;
  body: string;
}

/** What a request breaks of a vendor's OpenAPI document, in words; nothing: it is valid. */
export function faultsOf(spec: Spec, call: Call): string[] {
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: "array" });
  formats.default(ajv);
  ajv.addFormat("phone-number", /^\+[1-9]\d{1,14}$/);
  ajv.addSchema({ ...spec, $id: "spec" });
  const found = Object.entries(spec.paths).find(([path]) => patternOf(path).test(call.path));
  const operation = found && (found[1] as Record<string, Operation>)[call.method.toLowerCase()];
  if (!operation) return [`${call.method} ${call.path} is not in the document.`];
  const faults: string[] = [];
  const check = (schema: object, value: unknown, where: string) => {
    const local = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"spec#/components'));
    if (!ajv.validate(local, value)) faults.push(`${where}: ${ajv.errorsText()}`);
  };
  const known = (operation.parameters ?? []).filter((parameter) => parameter.in === "query");
  for (const [name, value] of call.query) {
    const parameter = known.find((one) => one.name === name);
    if (parameter?.schema) check(parameter.schema, value, name);
    else faults.push(`${name} is no parameter.`);
  }
  const body = resolve(spec, operation.requestBody);
  const content = body?.content?.[call.type];
  if (content) check(content.schema, bodyOf(call, content.schema.properties ?? {}), "body");
  else if (call.body !== "") faults.push(`A body of type ${call.type} is not expected.`);
  return faults;
}

const patternOf = (path: string) =>
  new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}$`);

function resolve(spec: Spec, body: Operation["requestBody"]): Operation["requestBody"] {
  const name = body?.$ref?.split("/").at(-1);
  const named = (spec.components as { requestBodies?: Record<string, Operation["requestBody"]> })
    .requestBodies;
  return name ? named?.[name] : body;
}

/** A form's fields: those that the document calls lists are lists, however many there are. */
function bodyOf({ type, body }: Call, properties: Record<string, { type?: string }>): unknown {
  if (type === "application/json") return JSON.parse(body);
  const form = new URLSearchParams(body);
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => [
      name,
      properties[name]?.type === "array" ? form.getAll(name) : form.get(name),
    ]),
  );
}

/** A vendor that keeps every request and answers what the test says. */
export async function recorder(answer: (call: Call) => { status: number; body: unknown }) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const url = new URL(request.url ?? "/", "http://vendor");
    const call = {
      method: request.method ?? "",
      path: url.pathname,
      host: request.headers.host,
      query: url.searchParams,
      type: (request.headers["content-type"] ?? "").split(";")[0] ?? "",
      body: Buffer.concat(chunks).toString("utf8"),
    };
    calls.push(call);
    const { status, body } = answer(call);
    response.writeHead(status, { "content-type": "application/json", "x-message-id": "m1" });
    response.end(body === null ? "" : JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const stop = () => {
    server.closeAllConnections();
    return new Promise<void>((done) => server.close(() => done()));
  };
  return { calls, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}
