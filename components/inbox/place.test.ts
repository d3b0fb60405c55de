import { expect, test } from "vitest";
import { placeHref, readPlace } from "@/components/inbox/place";

const id = "0197a1b2-0000-7000-8000-000000000001";

test.each([
  { view: "waiting", channel: null, conversationId: null },
  { view: "failed", channel: "EMAIL", conversationId: id },
  { view: "open", channel: "SMS", conversationId: null },
] as const)("an address leads back to the place it was made from: %o", (place) => {
  const url = new URL(placeHref(place), "http://hub.invalid");
  expect(readPlace(url.pathname, url.searchParams)).toEqual(place);
});

test("an unknown view or channel opens the inbox as it begins", () => {
  expect(readPlace("/inbox", new URLSearchParams("view=constructor&channel=FAX"))).toEqual({
    view: "waiting",
    channel: null,
    conversationId: null,
  });
});

test.each([id.slice(0, -3), "counts", "%20", `${id}0`])(
  "a broken id (%s) is a thread that is not there, never another one",
  (broken) => {
    const { conversationId } = readPlace(`/inbox/${broken}`, new URLSearchParams());
    expect(conversationId).toBe("00000000-0000-0000-0000-000000000000");
  },
);

test("what is searched for stands in no address", () => {
  expect(placeHref({ view: "open", channel: null, search: "María & Ana", conversationId: null })).toBe(
    "/inbox?view=open",
  );
});
