import { clockTime, exactTime } from "@/components/ui/time-words";
import type { Preflight } from "@/lib/bulk/preflight/schema";

const WIDTH = 600;
const HEIGHT = 120;
const GAP = 2;

type Props = Pick<Preflight, "curve" | "bucketMinutes"> & { zone: string };

const per = (minutes: number) =>
  minutes < 60
    ? `${minutes === 1 ? "minute" : `${minutes} minutes`}`
    : minutes < 1_440
      ? `${minutes === 60 ? "hour" : `${minutes / 60} hours`}`
      : `${minutes === 1_440 ? "day" : `${Math.round(minutes / 1_440)} days`}`;

/** How many leave when, as bars, with the same as a table for whoever would rather read it. */
export function ReleasePlot({ curve, bucketMinutes, zone }: Props) {
  const most = Math.max(1, ...curve.map(({ count }) => count));
  const first = curve[0];
  const last = curve.at(-1);
  if (!first || !last) return null;
  const width = WIDTH / curve.length;
  const summary = `Messages leaving per ${per(bucketMinutes)}, from ${exactTime(new Date(first.at), zone)} to ${exactTime(new Date(last.at), zone)}; at most ${most.toLocaleString("en-US")}.`;
  return (
    <figure className="flex flex-col gap-1">
      <svg
        role="img"
        aria-label={summary}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-28 w-full rounded-md bg-surface-sunken"
      >
        {curve.map(({ at, count }, index) => {
          const height = count === 0 ? 0 : Math.max(2, (count / most) * (HEIGHT - 8));
          return (
            <rect
              key={at}
              x={index * width + GAP / 2}
              y={HEIGHT - height}
              width={Math.max(1, Math.min(width - GAP, 80))}
              height={height}
              className="fill-[var(--accent)]"
            />
          );
        })}
      </svg>
      <div aria-hidden className="figures flex justify-between text-xs text-muted">
        <span>{clockTime(new Date(first.at), zone)}</span>
        <span>
          up to {most.toLocaleString("en-US")} per {per(bucketMinutes)}
        </span>
        <span>{clockTime(new Date(last.at), zone)}</span>
      </div>
      <details className="text-sm">
        <summary className="min-h-6 cursor-pointer text-muted hover:text-text">As a table</summary>
        <table className="mt-1 text-left">
          <thead>
            <tr>
              <th scope="col" className="pr-6 font-medium text-muted">
                From
              </th>
              <th scope="col" className="text-right font-medium text-muted">
                Messages
              </th>
            </tr>
          </thead>
          <tbody>
            {curve
              .filter(({ count }) => count > 0)
              .map(({ at, count }) => (
                <tr key={at}>
                  <td className="pr-6">{exactTime(new Date(at), zone)}</td>
                  <td className="figures text-right">{count.toLocaleString("en-US")}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
