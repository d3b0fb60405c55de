import { expect, test } from "vitest";
import { GET, POST } from "@/app/api/[...unknown]/route";
import { decodeCursor } from "@/lib/db/cursor";
import { InstantIn } from "@/lib/http/instant";

test("an address that is none answers with a problem, not with a page", async () => {
  for (const ask of [GET, POST]) {
    const answer = await ask(new Request("http://localhost:3000/api/v1/mesages"));
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({
      status: 404,
      code: "not_found",
      detail: "There is no such address.",
    });
  }
});

test("a time that no database keeps is refused, not tried", () => {
  const read = (time: string) => InstantIn.safeParse(time).success;
  expect(
    ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"].map(read),
  ).toEqual([false, false, false]);
  expect(["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"].map(read)).toEqual([true, true]);
  const place = ["0000-01-01T00:00:00.000Z", "01a2b3c4-0000-7000-8000-000000000000"];
  const cursor = Buffer.from(JSON.stringify(place)).toString("base64url");
  expect(() => decodeCursor(cursor)).toThrow("This cursor is not one of ours.");
});
