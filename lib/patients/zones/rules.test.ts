import { describe, expect, it } from "vitest";
import { isZone, zonesOf } from "@/lib/patients/zones/rules";

const NOW = new Date("2026-06-16T18:00:00Z");
const nobody = {
  timeZone: null,
  timeZoneUntil: null,
  address: null,
  phones: [],
  clinicTimeZone: "America/Denver",
};

describe("where a patient's day passes", () => {
  it.each([
    ["85001", "America/Phoenix"],
    ["79901", "America/Denver"],
    ["46201", "America/Indiana/Indianapolis"],
    ["96910", "Pacific/Guam"],
    ["00901", "America/Puerto_Rico"],
    ["901", "America/Puerto_Rico"],
    ["2139", "America/New_York"],
    ["80202-1234", "America/Denver"],
    // Window Rock keeps daylight time although Arizona does not.
    ["86515", "America/Denver"],
  ])("reads ZIP %s as %s", (zip, zone) => {
    expect(zonesOf({ ...nobody, address: { zip } }, NOW)).toEqual({ zones: [zone], source: "address" });
  });

  it.each([
    ["+12125550142", ["America/New_York"]],
    ["+13035550142", ["America/Denver"]],
    ["+16025550142", ["America/Phoenix"]],
    ["+18085550142", ["Pacific/Honolulu"]],
    ["+16715550142", ["Pacific/Guam"]],
    ["+17875550142", ["America/Puerto_Rico"]],
  ])("reads the area code of %s", (phone, zones) => {
    expect(zonesOf({ ...nobody, phones: [phone] }, NOW)).toEqual({ zones, source: "area_code" });
  });

  it("returns every zone that a split area code may mean when the exchange is unknown", () => {
    expect(zonesOf({ ...nobody, phones: ["+18505550142"] }, NOW).zones).toEqual([
      "America/Chicago",
      "America/New_York",
    ]);
  });

  it("returns the zones of all numbers of a patient", () => {
    const phones = ["+12125550142", "+18085550142"];
    expect(zonesOf({ ...nobody, phones }, NOW).zones).toEqual(["America/New_York", "Pacific/Honolulu"]);
  });

  it.each([["+18005550142"], ["+34612345678"], ["+15005550006"]])("knows no zone for %s", (phone) => {
    expect(zonesOf({ ...nobody, phones: [phone] }, NOW)).toEqual({
      zones: ["America/Denver"],
      source: "clinic",
    });
  });

  it("puts what was named first, then the address, then the area code", () => {
    const all = { ...nobody, timeZone: "Europe/Madrid", address: { zip: "85001" }, phones: ["+12125550142"] };
    expect(zonesOf(all, NOW)).toEqual({ zones: ["Europe/Madrid"], source: "explicit" });
    expect(zonesOf({ ...all, timeZone: null }, NOW).source).toBe("address");
    expect(zonesOf({ ...all, timeZone: null, address: { zip: "nowhere" } }, NOW).source).toBe("area_code");
  });

  it("forgets a zone that was named for a while, at the instant it ends", () => {
    const visiting = { ...nobody, timeZone: "Europe/Madrid", timeZoneUntil: NOW };
    expect(zonesOf(visiting, new Date(NOW.getTime() - 1)).source).toBe("explicit");
    expect(zonesOf(visiting, NOW).source).toBe("clinic");
  });

  it("does not read a foreign postal code as a ZIP", () => {
    expect(zonesOf({ ...nobody, address: { zip: "28001", country: "ES" } }, NOW).source).toBe("clinic");
  });
});

describe("zone names", () => {
  it.each(["America/Denver", "America/Indiana/Knox", "Asia/Kathmandu", "UTC"])("knows %s", (name) => {
    expect(isZone(name)).toBe(true);
  });
  it.each(["Mountain Time", "MST", "America/Nowhere", "+02:00", ""])("refuses %j", (name) => {
    expect(isZone(name)).toBe(false);
  });
});
