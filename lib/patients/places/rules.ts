import zips from "@/lib/patients/places/zips.json" with { type: "json" };

export interface Place {
  /** IANA zone. */
  zone: string;
  /** Two letters, territories and military addresses included. */
  state: string;
}

const PLACES: Place[] = zips.places.map((text) => {
  const [zone = "", state = ""] = text.split(" ");
  return { zone, state };
});

/** The place of each of the 100,000 possible ZIPs, as its number plus one; 0: no such ZIP. */
let table: Uint8Array | undefined;

function read(): Uint8Array {
  const places = new Uint8Array(100_000);
  let at = 0;
  let place = 0;
  for (const run of zips.runs.split(" ")) {
    const [, step = "", number] = /^([0-9a-z]+)(?:-|:([0-9a-z]+))$/.exec(run) ?? [];
    const next = at + Number.parseInt(step, 36);
    places.fill(place, at, next);
    at = next;
    place = number === undefined ? 0 : Number.parseInt(number, 36) + 1;
  }
  return places.fill(place, at);
}

/** Where a ZIP of five digits lies; null: there is none such. */
export function placeOfZip(zip: string): Place | null {
  table ??= read();
  return PLACES[(table[Number(zip)] ?? 0) - 1] ?? null;
}
