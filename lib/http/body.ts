import { AppError } from "@/lib/errors";
import { cleanValue } from "@/lib/http/clean";

/** Reads a JSON body of at most `maxBytes`. An empty body is `{}`. Throws `invalid` for anything else. */
export async function readJson(
  request: Request,
  maxBytes: number,
): Promise<{ value: unknown; bytes: Uint8Array }> {
  const bytes = await readBytes(request, maxBytes);
  if (bytes.byteLength === 0) return { value: {}, bytes };
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes), cleanValue), bytes };
  } catch {
    throw new AppError("invalid", "The body is not JSON in UTF-8.", "not_json", {
      fields: [{ field: "body", problem: "Not valid JSON." }],
    });
  }
}

/** Reads a raw body and stops at `maxBytes`, whatever Content-Length claims. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    const chunk: Uint8Array = part.value;
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new AppError(
        "invalid",
        `The body is larger than ${Math.floor(maxBytes / 1024)} kB.`,
        "too_large",
        {
          fields: [{ field: "body", problem: "Too large." }],
        },
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
