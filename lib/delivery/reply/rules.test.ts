import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readReplyAddress, replyAddress } from "@/lib/delivery/reply/rules";

describe("reply addresses", () => {
  it("come back to their conversation, in any letter case", () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const address = replyAddress("desk@cedarlane.example", id, "secret");
        const local = address.split("@")[0] ?? "";
        expect(local.length).toBeLessThanOrEqual(64);
        const read = readReplyAddress(address.toUpperCase(), "secret");
        expect(read).toEqual({ sender: "desk@cedarlane.example", conversationId: id });
      }),
    );
  });

  it.each([
    ["a".repeat(30), 64],
    ["a".repeat(31), 31],
    ["a".repeat(64), 64],
    ["desk+north", 10],
  ])(
    "of %s have %d characters before the @: the token stays away where there is no room",
    (local, length) => {
      const id = "0199aaaa-0000-7000-8000-000000000001";
      expect(replyAddress(`${local}@cedarlane.example`, id, "secret").split("@")[0]).toHaveLength(length);
    },
  );

  it.each([
    ["a plain address", "Desk@cedarlane.example"],
    ["somebody's own plus address", "desk+hello@cedarlane.example"],
    [
      "a token of another hub",
      replyAddress("desk@cedarlane.example", "0199aaaa-0000-7000-8000-000000000001", "other"),
    ],
  ])("name no conversation for %s", (_, address) => {
    expect(readReplyAddress(address, "secret")).toEqual({
      sender: "desk@cedarlane.example",
      conversationId: null,
    });
  });
});
