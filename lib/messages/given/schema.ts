import { z } from "zod";

/** A caller's own notes on a message are kept and given back as they came. */
const MOST_METADATA_BYTES = 8_192;
/** What PostgreSQL's jsonb refuses: NUL and lone surrogates, which JSON.stringify writes as escapes. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

export const Metadata = z
  .record(z.string(), z.unknown())
  .refine((notes) => new TextEncoder().encode(JSON.stringify(notes)).length <= MOST_METADATA_BYTES, {
    message: "At most 8 kB of JSON.",
  })
  .refine((notes) => !UNSTORABLE.test(JSON.stringify(notes)), {
    message: "It holds a NUL or half a character.",
  })
  .describe("Any JSON object of at most 8 kB");

/** A template's variables. `false` fills nothing: `{{#if name}}` is not taken, and `{{name}}` counts as missing. */
export const Variables = z.record(
  z.string(),
  z.union([
    z.string().max(2_000),
    z.number().transform(String),
    z.boolean().transform((yes) => (yes ? "true" : "")),
  ]),
);
