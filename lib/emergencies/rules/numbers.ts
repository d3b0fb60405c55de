/** What a bare number may be, as clinics draw the lines. Fahrenheit and Celsius do not overlap. */
const RANGES: readonly [name: string, from: number, to: number][] = [
  // Oxygen saturation in percent: below 90 is called for at once.
  ["#saturation", 50, 89],
  // Beats a minute at rest.
  ["#pulse", 130, 260],
  ["#pulse", 20, 39],
  // Systolic, mm Hg: a crisis from 180 on, shock below 80.
  ["#pressure", 180, 290],
  ["#pressure", 50, 79],
  // Fever that is not waited out, and any fever of a newborn (100.4 °F, 38 °C), which stands beside its own words.
  ["#hot", 103, 108],
  ["#hot", 40, 42],
  // Glucose, mg/dL: below 54 is level 2 hypoglycemia (ADA); above 350 vomiting and ketones are asked about.
  // 103 °F or 39 °C in a child.
  ["#warm", 102, 108],
  ["#warm", 39, 42],
  // 100.4 °F is read as 100 and 4.
  ["#newborn", 100, 108],
  // Raised for a pregnant woman.
  ["#raised", 140, 290],
  ["#low", 10, 53],
  ["#high", 350, 999],
  // Pills at once.
  ["#many", 6, 200],
];

/** The meanings that a number may have. */
export function meaningsOf(word: string): string[] {
  if (!/^\d{1,3}s?$/.test(word)) return [];
  const value = Number.parseInt(word, 10);
  return RANGES.flatMap(([name, from, to]) => (from <= value && value <= to ? [name] : []));
}
