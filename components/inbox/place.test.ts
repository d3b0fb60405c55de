import { expect, test } from "vitest";
import { placeHref, readPlace } from "@/components/inbox/place";

const id = "0197a1b2-0000-7000-8000-000000000001";

test.each([
  { view: "waiting", conversationId: null },
  { view: "failed", conversationId: id },
  { view: "open", conversationId: null },
] as const)("an address leads back to the place it was made from: %o", (place) => {
  const url = new URL(placeHref(place), "http://hub.invalid");
  expect(readPlace(url.pathname, url.searchParams)).toEqual(place);
});

test("an unknown view or a broken id opens the inbox as it begins", () => {
  expect(readPlace("/inbox/elsewhere", new URLSearchParams("view=constructor"))).toEqual({
    view: "waiting",
    conversationId: null,
  });
});

test("what is searched for stands in no address", () => {
  expect(placeHref({ view: "open", search: "María & Ana", conversationId: null })).toBe("/inbox?view=open");
});
