/** node scripts/zips.mjs: writes lib/patients/places/zips.json anew from the packages zipcodes and tz-lookup. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import zoneAt from "tz-lookup";
import zipcodes from "zipcodes";
import { root } from "./data-dir.mjs";

/** @type {string[]} */
const places = [];
let runs = "";
let before = "";
let since = 0;
for (let zip = 0; zip < 100_000; zip += 1) {
  const found = zipcodes.lookup(String(zip).padStart(5, "0"));
  const place = found ? `${zoneAt(found.latitude, found.longitude)} ${found.state}` : "";
  if (place === before) continue;
  if (place && !places.includes(place)) places.push(place);
  runs += `${(zip - since).toString(36)}${place ? `:${places.indexOf(place).toString(36)}` : "-"} `;
  since = zip;
  before = place;
}
const source =
  "zipcodes 8.0.0 and tz-lookup 6.1.25, by scripts/zips.mjs: the steps from ZIP to ZIP (base 36) at which the place changes";
writeFileSync(
  join(root, "lib/patients/places/zips.json"),
  `${JSON.stringify({ source, places, runs: runs.trim() }, null, 2)}\n`,
);
