import { describe, expect, it } from "vitest";
import { meaningOf } from "@/lib/providers/twilio-codes";

const closing = [21211, 21614, 30005, 30006, 21612, 21217, 21214];
const temporary = [30003, 30008, 30017, 30004, 30036];
const neverAgain = [
  30007, 30034, 30032, 30033, 30024, 30018, 21606, 21659, 21408, 21617, 21602, 21603, 21604, 21701, 21703,
  21704, 21705, 30002, 20003, 21610, 30011, 11751, 12300, 21620, 21623,
];
const backOff = [
  20429, 20500, 20503, 21611, 30001, 30022, 30023, 30027, 30410, 30450, 30020, 30021, 30035, 11200, 63019,
];

describe("Twilio's error codes", () => {
  it.each(closing)("%i closes the number", (code) => {
    expect(meaningOf(code)).toMatchObject({ retry: false, closes: true });
  });
  it.each([...temporary, ...backOff])("%i may pass later", (code) => {
    expect(meaningOf(code).retry).toBe(true);
    expect(meaningOf(code).closes).toBeUndefined();
  });
  it.each(neverAgain)("%i is not sent again, and the number stays", (code) => {
    expect(meaningOf(code).retry).toBe(false);
    expect(meaningOf(code).closes).toBeUndefined();
  });
  it.each([...closing, ...temporary.filter((code) => code !== 30008), ...neverAgain, ...backOff])(
    "%i has a reason that can be said in words",
    (code) => expect(meaningOf(code).reason).not.toBe("other"),
  );
  it("knows the ones that screens speak of", () => {
    expect(meaningOf("30006").reason).toBe("landline");
    expect(meaningOf(21610).reason).toBe("opted_out");
    expect(meaningOf(30036).reason).toBe("expired_in_queue");
    expect(meaningOf(30023).reason).toBe("daily_limit");
    expect(meaningOf(30011).reason).toBe("media_refused");
    expect(meaningOf(30003).reason).toBe("phone_off");
    expect(meaningOf(12300).reason).toBe("media_refused");
    expect(meaningOf(63019).reason).toBe("media_unreached");
  });
  it("does not retry a code it has never seen", () => {
    expect(meaningOf(99_999)).toEqual({ reason: "other", retry: false });
    expect(meaningOf(undefined)).toEqual({ reason: "other", retry: false });
  });
});
