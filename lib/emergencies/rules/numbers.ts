/** What a bare number may be, as clinics draw the lines. Fahrenheit and Celsius do not overlap. */
const RANGES: readonly [name: string, from: number, to: number][] = [
  // Oxygen saturation in percent: below 90 is called for at once.
  ["#saturation", 50, 89],
  // Beats a minute at rest.
  ["#pulse", 130, 260],
  ["#pulse", 20, 39],
  // Systolic, mm Hg: a crisis from 180 on, shock below 80.
  ["#pressure", 180, 290],
  ["#crisis", 180, 290],
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

/** The two numbers of a blood pressure, mm Hg. Of the lower one 120 is a crisis by itself, 50 and less a shock. */
const UPPER = RANGES.filter(([name]) => ["#pressure", "#crisis", "#raised"].includes(name));
const LOWER: typeof RANGES = [
  ["#diastolic", 60, 200],
  ["#pressure", 120, 200],
  ["#pressure", 30, 50],
  ["#raised", 100, 200],
];

/** With its tenths it is a temperature and no count of weeks: any fever of a newborn. */
const CELSIUS: typeof RANGES = [["#newborn", 38, 42]];

/** Whether two numbers with a stroke between them can be a blood pressure: 24/7 and 1/2 cannot. */
export const isPressure = (upper: number, lower: number) =>
  upper >= 60 && upper <= 290 && lower >= 30 && lower < upper;

/** The meanings that a number may have; one beside a stroke is a blood pressure's, one before a point has tenths. */
export function meaningsOf(word: string): string[] {
  const [, stroke, digits = "", mark] = /^(\/?)(\d{1,3})([./s]?)$/.exec(word) ?? [];
  const value = Number(digits);
  if (digits === "") return [];
  if (stroke) return within(LOWER, value);
  if (mark === "/") return within(UPPER, value);
  return [...within(RANGES, value), ...(mark === "." ? within(CELSIUS, value) : [])];
}

function within(ranges: typeof RANGES, value: number): string[] {
  return ranges.flatMap(([name, from, to]) => (from <= value && value <= to ? [name] : []));
}
