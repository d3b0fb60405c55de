import type { CountryCode } from "libphonenumber-js/max";
import { describe, expect, it } from "vitest";
import {
  ageAt,
  displayName,
  fold,
  formatPhone,
  normalizeEmail,
  normalizePhone,
  searchTextOf,
} from "@/lib/patients/rules";
import vectors from "@/lib/testing/vectors/phone-numbers.json";

describe("phone numbers", () => {
  it.each([
    "(303) 555-0142",
    "303-555-0142",
    "303.555.0142",
    "3035550142",
    " 1 303 555 0142 ",
    "+1 (303) 555-0142",
    "tel:+13035550142",
    "3035550142.0",
    "３０３５５５０１４２",
    "303 555 0142",
  ])("reads %j as people in Denver write it", (raw) => {
    expect(normalizePhone(raw)).toEqual({ e164: "+13035550142" });
  });

  it.each([
    ["", "There is no number here."],
    ["555-0142", "This number has too few or too many digits."],
    ["303-555-01422", "This number has too few or too many digits."],
    ["123-555-0142", "No phone has this number: check the area code."],
    ["303-555-0142 x12", "A number with an extension cannot get texts."],
    ["303-555-0142 / 303-555-0143", "There is more than one number here."],
    ["303-555-0142 or 720-555-0143", "There is more than one number here."],
    ["3.03556E+09", "A spreadsheet shortened this number and its digits are lost."],
    ["call her mother", "A phone number has only digits."],
    ["1-800-FLOWERS", "A phone number has only digits."],
  ])("says what is wrong with %j", (raw, problem) => {
    expect(normalizePhone(raw)).toEqual({ problem });
  });

  // Google's cases; those that the library here reads otherwise are marked in the file.
  const read = <T extends { libphonenumberJs: boolean }>(rows: readonly T[]) =>
    rows.filter(({ libphonenumberJs }) => libphonenumberJs);
  it.each(read(vectors.parse))("agrees with libphonenumber: $input ($region)", ({ input, region, e164 }) => {
    expect(normalizePhone(input, region as CountryCode)).toEqual({ e164 });
  });
  it.each(read(vectors.possible))(
    "of $input ($region) a number: $possible",
    ({ input, region, possible }) => {
      expect(normalizePhone(input, region as CountryCode).problem === undefined).toBe(possible);
    },
  );
  it.each(vectors.exampleMobileNumbers)("knows a mobile of $country", ({ country, national, e164 }) => {
    expect(normalizePhone(national, country as CountryCode)).toEqual({ e164 });
  });

  it.each([
    ["+13035550142", "(303) 555-0142"],
    ["+34612345678", "+34 612 34 56 78"],
    ["maria@example.org", "maria@example.org"],
    ["visits+17205550142@example.org", "visits+17205550142@example.org"],
  ])("shows %s as %s", (e164, shown) => {
    expect(formatPhone(e164)).toBe(shown);
  });
});

describe("mail addresses", () => {
  it.each([
    ["maria@gnail.com", "maria@gmail.com"],
    ["maria@gmial.com", "maria@gmail.com"],
    ["maria@gmail.con", "maria@gmail.com"],
    ["maria@hotmal.com", "maria@hotmail.com"],
    ["maria@yahooo.com", "maria@yahoo.com"],
    ["maria@clinic.con", "maria@clinic.com"],
    ["maria@comcast.ent", "maria@comcast.net"],
  ])("suggests for %s: %s", (raw, suggestion) => {
    expect(normalizeEmail(raw)).toEqual({ email: raw, suggestion });
  });

  it.each(["maria@gmail.com", "maria@mail.com", "maria@ymail.com", "maria@yahoo.ca", "m@clinic.example.org"])(
    "leaves %s alone",
    (raw) => {
      expect(normalizeEmail(raw)).toEqual({ email: raw, suggestion: null });
    },
  );

  it.each([
    ["  Maria.Alvarez+clinic@Example.ORG ", "maria.alvarez+clinic@example.org"],
    ["Maria Alvarez <MARIA@Example.org>", "maria@example.org"],
    ["mailto:maria@example.org;", "maria@example.org"],
  ])("reads %j as %s", (raw, email) => {
    expect(normalizeEmail(raw)).toMatchObject({ email });
  });

  it.each(["", "maria", "maria@", "@example.org", "maria@example", "ma ria@example.org", "a@b.org, c@d.org"])(
    "refuses %j",
    (raw) => {
      expect(normalizeEmail(raw).problem).toBeTruthy();
    },
  );
});

describe("names and ages", () => {
  it("folds names so that Peña is found as pena", () => {
    expect(fold("  José   PEÑA ")).toBe("jose pena");
    expect(
      searchTextOf({
        firstName: "Mía",
        lastName: "Núñez",
        externalId: "MRN-7",
        contacts: ["+13035550142", "mia@example.org"],
      }),
    ).toBe("mia nunez mrn-7 13035550142 mia@example.org");
  });

  it("shows a sender without a name by number", () => {
    expect(displayName({ firstName: "Maria", lastName: "Alvarez" })).toBe("Maria Alvarez");
    expect(displayName({ firstName: "", lastName: "" }, "+13035550147")).toBe("(303) 555-0147");
    expect(displayName({ firstName: "", lastName: "" })).toBe("Unknown sender");
  });

  it.each([
    ["2008-02-29", "2026-02-28T12:00:00Z", 17],
    ["2008-02-29", "2026-03-01T12:00:00Z", 18],
    ["2011-06-16", "2026-06-16T05:59:00Z", 14],
    ["2011-06-16", "2026-06-16T06:01:00Z", 15],
  ])("someone born on %s is at %s in Denver %i", (born, now, age) => {
    expect(ageAt(new Date(born), new Date(now), "America/Denver")).toBe(age);
  });
});
