import { expect, it } from "vitest";
import { reactedTo, readReaction } from "@/lib/revocations/rules/reaction";

it.each([
  ["Liked “Your visit is on Friday.”", "👍", false, "Your visit is on Friday."],
  ['Loved "See you soon"', "❤️", false, "See you soon"],
  ["Laughed at “ok”", "😂", false, "ok"],
  ["Emphasized “Call us”", "‼️", false, "Call us"],
  ["Questioned “Reply STOP”", "❓", false, "Reply STOP"],
  ["Disliked an image", "👎", false, null],
  ["Reacted 🙏 to “Thank you”", "🙏", false, "Thank you"],
  ["\u200b👍\u200b to “\u200aSTOP\u200a”", "👍", false, "STOP"],
  ["👍🏽 to “See you on Friday”", "👍🏽", false, "See you on Friday"],
  ["Removed a like from “Hello”", "👍", true, "Hello"],
  ["Removed ❤️ from “Hello”", "❤️", true, "Hello"],
  ["Le gustó “Su cita es el viernes”", "👍", false, "Su cita es el viernes"],
  ["Le encantó “Gracias”", "❤️", false, "Gracias"],
  ["No le gustó «Gracias»", "👎", false, "Gracias"],
  ["Se rió de “ok”", "😂", false, "ok"],
  ["Reaccionó con 👍 a “Gracias”", "👍", false, "Gracias"],
  ["👍 a “Su cita”", "👍", false, "Su cita"],
  ["Quitó un Me gusta de “Su cita”", "👍", true, "Su cita"],
])("reads %j", (text, emoji, removed, quoted) =>
  expect(readReaction(text)).toEqual({ emoji, removed, quoted }),
);

it.each([
  "I liked the doctor",
  "Liked it!",
  "👍",
  "👍 to you too",
  "Loved “the care” but please call me",
  "STOP",
])("reads %j as words", (text) => expect(readReaction(text)).toBeNull());

it("finds the newest of our messages with these words, also when the phone cut them", () => {
  const ours = [
    { id: 3, body: "Your  visit is on Friday at 2:30 PM." },
    { id: 2, body: "See you" },
    { id: 1, body: "See you" },
  ];
  expect(reactedTo("See you", ours)?.id).toBe(2);
  expect(reactedTo("Your visit is on…", ours)?.id).toBe(3);
  expect(reactedTo("something else", ours)).toBeNull();
  expect(reactedTo(null, ours)).toBeNull();
});
