import { expect, test } from "vitest";
import { csvFile } from "@/lib/http/csv";
import { readSheet } from "@/lib/imports/reading/rules";

test("a list is saved so that Excel reads its names, and the hub reads it again", async () => {
  const answer = Response.json({}, { headers: { "X-Request-Id": "1" } });
  const file = csvFile(answer, {
    filename: "Año – ärzte.csv",
    content: "Name,Phone\r\nJosé Peña,303-555-0142",
  });
  expect([file.headers.get("X-Request-Id"), file.headers.get("Content-Type")]).toEqual([
    "1",
    "text/csv; charset=utf-8",
  ]);
  expect(file.headers.get("Content-Disposition")).toContain("A%C3%B1o");
  const bytes = new Uint8Array(await file.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(readSheet(bytes)).toMatchObject({
    headers: ["Name", "Phone"],
    rows: [{ cells: ["José Peña", "303-555-0142"] }],
  });
});
