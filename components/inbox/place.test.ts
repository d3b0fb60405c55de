import { expect, test } from "vitest";
import { placeHref, readPlace } from "@/components/inbox/place";

const id = "0197a1b2-0000-7000-8000-000000000001";

test.each([
  { view: "waiting", search: "", conversationId: null },
  { view: "failed", search: "", conversationId: id },
  { view: "open", search: "María & Ana", conversationId: id },
] as const)("an address leads back to the place it was made from: %o", (place) => {
  const url = new URL(placeHref(place), "http://hub.invalid");
  expect(readPlace(url.pathname, url.searchParams)).toEqual(place);
});

test("an unknown view or a broken id opens the inbox as it begins", () => {
  expect(readPlace("/inbox/elsewhere", new URLSearchParams("view=constructor"))).toEqual({
    view: "waiting",
    search: "",
    conversationId: null,
  });
});
