import { describe, expect, it } from "vitest";
import { wordsToSearch } from "@/lib/emergencies/rules/mail";

describe("which words of a mail are searched", () => {
  it.each([
    ["its own subject counts", "I can't breathe", "Please call.", "I can't breathe\nPlease call."],
    ["an answer's subject is ours", "Re: Chest pain follow-up", "See you then", "See you then"],
    ["a passed on one as well", "Fwd: chest pain", "FYI", "FYI"],
    ["quoted mail does not count", "Re: hi", "Thanks!\n\nOn Mon, Ana wrote:\n> I can't breathe", "Thanks!"],
    ["nothing but quotes says nothing", "Re: hi", "> If this is an emergency, call 911\n> chest pain", ""],
    ["nor does a signature", "Re: hi", "Ok\n--\nAnn, 911 dispatcher", "Ok"],
  ])("%s", (_, subject, body, words) => {
    expect(wordsToSearch({ channel: "EMAIL", subject, body })).toBe(words);
  });
});
