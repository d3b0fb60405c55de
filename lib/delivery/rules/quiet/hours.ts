import type { ChannelHours, ContactHours, QuietHours } from "@/lib/clinics/hours/schema";
import { WEEKDAYS } from "@/lib/clinics/hours/schema";
import type { Policy } from "@/lib/clinics/schema";
import { STATES } from "@/lib/delivery/rules/quiet/overlays";
import type { Category, Channel } from "@/prisma/generated/enums";

/** Minutes since midnight as the wall shows them, half-open. */
export type Interval = readonly [open: number, close: number];

/** When messages may go, per weekday (Monday first). Hours that are equal have one key. */
export interface Hours {
  key: string;
  week: readonly (readonly Interval[])[];
}

const minuteOf = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));

type Layer = readonly (readonly Interval[])[];

/** Where both are open. */
function both(one: readonly Interval[], other: readonly Interval[]): Interval[] {
  return one.flatMap(([from, to]) =>
    other.flatMap(([open, close]): Interval[] => {
      const [first, last] = [Math.max(from, open), Math.min(to, close)];
      return first < last ? [[first, last]] : [];
    }),
  );
}

function laidOver(layers: readonly Layer[]): Hours {
  const whole: readonly Interval[] = [[0, 1_440]];
  const week = WEEKDAYS.map((_, day) =>
    layers.reduce<readonly Interval[]>((open, layer) => both(open, layer[day] ?? []), whole),
  );
  return { key: week.map((day) => day.map(([open, close]) => `${open}-${close}`).join("+")).join(), week };
}

/** A weekday's own hours over those of every day. */
function layersOf(hours: Pick<ChannelHours, "start" | "end" | "days">): Layer[] {
  const daily: Interval = [minuteOf(hours.end), minuteOf(hours.start)];
  const days = WEEKDAYS.map((day): Interval[] => {
    const own = hours.days[day];
    if (own === undefined) return [[0, 1_440]];
    return own === "closed" ? [] : [[minuteOf(own.end), minuteOf(own.start)]];
  });
  return [WEEKDAYS.map(() => [daily]), days];
}

function channelLayers(quiet: QuietHours, channel: Channel): Layer[] | null {
  if (channel === "IN_APP") return null;
  const own = quiet.channels[channel];
  const lawful = channel === "SMS" || (channel === "PUSH" && quiet.push);
  if (!lawful && !own) return null;
  return [...(lawful ? layersOf(quiet) : []), ...(own ? layersOf(own) : [])];
}

/** Whether the stricter hours of some states bind this message. */
export function isOverlaid(policy: Policy, channel: Channel, category: Category): boolean {
  return channel === "SMS" && (category === "marketing" || policy.quietHours.overlays === "all");
}

const reckoned = new WeakMap<Policy, Map<string, Hours | null>>();

/** The hours that bind a message, the strictest of all that apply; null: it may go at any hour. */
export function hoursFor(
  policy: Policy,
  about: { channel: Channel; category: Category; states: readonly string[] },
): Hours | null {
  const states = isOverlaid(policy, about.channel, about.category) ? about.states : [];
  const key = states.length === 0 ? about.channel : `${about.channel} ${states.join()}`;
  const known = reckoned.get(policy) ?? new Map<string, Hours | null>();
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  const layers = channelLayers(policy.quietHours, about.channel);
  const hours =
    layers &&
    laidOver([...layers, ...states.flatMap((state) => (STATES[state] ? [STATES[state].week] : []))]);
  known.set(key, hours);
  reckoned.set(policy, known);
  return hours;
}

/** The hours a patient asked for; null: any. */
export function contactHours(asked: ContactHours): Hours | null {
  if (asked.length === 0) return null;
  const week = WEEKDAYS.map((day) =>
    asked
      .filter(({ days }) => days.includes(Number(day)))
      .map(({ from, to }): Interval => [minuteOf(from), minuteOf(to)]),
  );
  return laidOver([week]);
}
