import { expect, test } from "vitest";
import { readJson } from "@/lib/http/body";
import { cleanText } from "@/lib/http/clean";

test("words that the database would refuse lose what nobody can read", async () => {
  const body = '{"words":"a\\u0000b \\ud83d","list":["\\ud83d\\ude00"]}';
  const { value } = await readJson(new Request("http://hub.invalid", { method: "POST", body }), 1_000);
  expect(value).toEqual({ words: "ab \ufffd", list: ["😀"] });
  expect(cleanText("María\u0000")).toBe("María");
  const named = '{"variables":{"first\\u0000Name":"Ana","\\ud800":"x"}}';
  const { value: cleaned } = await readJson(
    new Request("http://hub.invalid", { method: "POST", body: named }),
    1_000,
  );
  expect(cleaned).toEqual({ variables: { firstName: "Ana", "\ufffd": "x" } });
});
