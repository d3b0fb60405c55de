import { SegmentedMessage } from "sms-segments-calculator";
import { expect, test } from "vitest";
import { segmentsOf } from "@/lib/delivery/rules/queue";

const LETTERS = [..."abcZ 0,.?ñéüàíóú¿¡“”’–—…@$_\nÑÜÖäìòùÁÍ"];

test("counts as Twilio's calculator does, whatever letters a text is made of", () => {
  let seed = 7;
  const chance = (most: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % most;
  };
  for (let round = 0; round < 400; round += 1) {
    const width = 1 + chance(LETTERS.length);
    const body = Array.from({ length: 1 + chance(340) }, () => LETTERS[chance(width)]).join("");
    expect([body, segmentsOf(body)]).toEqual([body, new SegmentedMessage(body, "auto").segmentsCount]);
  }
});
