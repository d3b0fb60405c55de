import { z } from "zod";
import { type Incoming, json, type Reply } from "@/simulator/http";

/** A JSON body checked against its schema, or the 422 that says what is wrong with it. */
export function readBody<T>(incoming: Incoming, schema: z.ZodType<T>): { value: T } | { refusal: Reply } {
  let body: unknown;
  try {
    body = incoming.body.length === 0 ? {} : JSON.parse(incoming.body.toString("utf8"));
  } catch {
    return { refusal: json(400, { error: "The body is not JSON." }) };
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return { value: parsed.data };
  return { refusal: json(422, { error: z.prettifyError(parsed.error) }) };
}

const DATA_URL = /^data:([^;,]+)(?:;[^,]*)?;base64,(.+)$/s;

/** `data:image/png;base64,…` or `{ contentType, base64, filename? }`. */
export const fileSchema = z.union([
  z
    .string()
    .regex(DATA_URL, "must be a data: URL with base64")
    .transform((text) => {
      const [, contentType = "", base64 = ""] = DATA_URL.exec(text) ?? [];
      return { contentType, bytes: Buffer.from(base64, "base64"), filename: undefined };
    }),
  z
    .object({ contentType: z.string().min(1), base64: z.string(), filename: z.string().optional() })
    .transform((file) => ({
      contentType: file.contentType,
      bytes: Buffer.from(file.base64, "base64"),
      filename: file.filename,
    })),
]);
