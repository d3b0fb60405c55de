import { describe, expect, it } from "vitest";
import type { ListedText } from "@/lib/providers/twilio-find";
import { tracedText } from "@/lib/providers/twilio-find";

const claimedAt = new Date("2026-03-03T17:00:00.400Z");
const attempt = {
  key: "a1",
  to: "+13035550142",
  from: "+15017250604",
  body: "See you at 9.",

  claimedAt,
};

function text(seconds: number, given: Partial<ListedText> = {}): ListedText {
  return {
    sid: `SM${seconds}`,
    direction: "outbound-api",
    body: attempt.body,
    from: attempt.from,
    messagingServiceSid: null,
    numMedia: "0",
    dateCreated: new Date(Date.UTC(2026, 2, 3, 17, 0, seconds)),
    ...given,
  };
}

const find = (listed: ListedText[], given = {}) => tracedText({ ...attempt, ...given }, async () => listed);

describe("looking an unknown text up", () => {
  it.each<[string, ListedText[], unknown]>([
    ["the only equal one is ours", [text(0)], { ref: "SM0" }],
    ["none at all", [], "absent"],
    ["only another body", [text(1, { body: "Bring your card." })], "absent"],
    ["a space more is another body", [text(1, { body: `${attempt.body} ` })], "absent"],
    ["two equal ones", [text(3), text(1)], "cannot tell"],
    ["a redacted one", [text(1, { body: "" })], "cannot tell"],
    ["ours and a redacted one", [text(2), text(1, { body: "" })], "cannot tell"],
    ["an equal one of a minute before", [text(-60)], "cannot tell"],
    ["an equal one of an hour before", [text(-3_600)], "absent"],
    ["an answer of hers with the same words", [text(1, { direction: "inbound" })], "absent"],
    ["an equal one from another number of ours", [text(1, { from: "+15017259999" })], "absent"],
    ["one whose sender is not picked yet", [text(1, { from: null })], { ref: "SM1" }],
  ])("%s", async (_, listed, answer) => {
    expect(await find(listed)).toEqual(answer);
  });

  it.each<[string, ListedText[], unknown]>([
    ["ours with its picture", [text(1, { numMedia: "1" })], { ref: "SM1" }],
    ["the same words without one", [text(1)], "absent"],
    ["the same words with two", [text(1, { numMedia: "2" })], "absent"],
    ["both", [text(2), text(1, { numMedia: "1" })], { ref: "SM1" }],
    ["one that was emptied", [text(1, { body: "", numMedia: "0" })], "cannot tell"],
  ])("of a text with a picture: %s", async (_, listed, answer) => {
    expect(await find(listed, { media: 1 })).toEqual(answer);
  });

  it("trusts no other body where a Messaging Service may have rewritten ours", async () => {
    const from = "MG00000000000000000000000000000000";
    const pooled = { from: null, messagingServiceSid: from };
    expect(await find([text(1, pooled)], { from })).toEqual({ ref: "SM1" });
    expect(await find([text(1, { ...pooled, body: "See you at 9" })], { from })).toBe("cannot tell");
  });

  it("cannot tell when Twilio does not answer, or when the list was not seen to its end", async () => {
    expect(await tracedText(attempt, () => Promise.reject(new Error("down")))).toBe("cannot tell");
    expect(await find(Array.from({ length: 200 }, (_, i) => text(i, { body: "Other." })))).toBe(
      "cannot tell",
    );
  });
});
