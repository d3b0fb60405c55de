import zoneAt from "tz-lookup";
import { expect, it } from "vitest";
import { lookup } from "zipcodes";
import { placeOfZip } from "@/lib/patients/places/rules";

it("knows of every ZIP what the tables it was made from know (else: node scripts/zips.mjs)", () => {
  const wrong: string[] = [];
  for (let number = 0; number < 100_000; number += 1) {
    const zip = String(number).padStart(5, "0");
    const found = lookup(zip);
    const place = placeOfZip(zip);
    const same = found
      ? place?.zone === zoneAt(found.latitude, found.longitude) && place.state === found.state
      : place === null;
    if (!same) wrong.push(zip);
  }
  expect(wrong).toEqual([]);
});
