import { ReleasePlot } from "@/components/bulk/release-plot";
import { WaysLine } from "@/components/bulk/ways-line";
import { counted, money } from "@/components/bulk/words";
import { useZone } from "@/components/ui/clock";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Preflight } from "@/lib/bulk/preflight/schema";

/** What would happen, in counts: who gets it now, who later, who not and why. */
export function CheckView({ check }: { check: Preflight }) {
  const zone = useZone();
  return (
    <>
      <dl className="grid grid-cols-3 gap-3">
        <Figure label="Go now" value={check.go} />
        <Figure label="Wait for their time" value={check.held} />
        <Figure label="Left out" value={check.excluded} />
      </dl>
      {check.heldBy.length > 0 && (
        <section aria-labelledby="held" className="flex flex-col gap-1">
          <h3 id="held" className="font-semibold">
            Waiting
          </h3>
          <ul className="divide-y rounded-lg border">
            {check.heldBy.map((one) => (
              <li key={one.reason} className="flex flex-wrap gap-x-3 px-3 py-2">
                <span className="figures w-14 text-right font-medium">
                  {one.count.toLocaleString("en-US")}
                </span>
                <span className="flex-1">{one.words}</span>
                <span className="text-muted text-sm">
                  from <RelativeTime at={one.from} />
                  {one.until !== one.from && (
                    <>
                      {" "}
                      to <RelativeTime at={one.until} />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {check.excludedBy.length > 0 && (
        <section aria-labelledby="left-out" className="flex flex-col gap-1">
          <h3 id="left-out" className="font-semibold">
            Left out
          </h3>
          <ul className="divide-y rounded-lg border">
            {check.excludedBy.map((one) => (
              <li key={one.reason} className="flex gap-3 px-3 py-2">
                <span className="figures w-14 text-right font-medium">
                  {one.count.toLocaleString("en-US")}
                </span>
                <span>{one.words}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <WaysLine ways={check} />
      <ListProblems check={check} />
      {check.curve.length > 0 && (
        <section aria-labelledby="release" className="flex flex-col gap-2">
          <h3 id="release" className="font-semibold">
            When they leave
          </h3>
          <p className="text-muted">
            {check.segments > 0 && `${counted(check.segments, "segment")}, about ${money(check.cost)}. `}
            {check.finishAt !== null && (
              <>
                The last one leaves <RelativeTime at={check.finishAt} />, as fast as your number may send.
              </>
            )}
          </p>
          <ReleasePlot curve={check.curve} bucketMinutes={check.bucketMinutes} zone={zone} />
        </section>
      )}
      {check.sample !== null && <Sample sample={check.sample} />}
    </>
  );
}

function Figure({ label, value }: { label: string; value: number }) {
  return (
    <div className="flex flex-col-reverse rounded-lg border px-3 py-2">
      <dt className="text-muted text-sm">{label}</dt>
      <dd className="figures text-2xl font-semibold">{value.toLocaleString("en-US")}</dd>
    </div>
  );
}

function ListProblems({ check }: { check: Preflight }) {
  if (check.columns.length + check.rows.length === 0) return null;
  return (
    <section aria-labelledby="list-problems" className="flex flex-col gap-1">
      <h3 id="list-problems" className="font-semibold">
        In your list
      </h3>
      <ul className="max-h-60 divide-y overflow-auto rounded-lg border text-sm">
        {check.columns.map((one) => (
          <li key={`${one.column} ${one.problem}`} className="px-3 py-1.5">
            {one.problem}
          </li>
        ))}
        {check.rows.map((one) => (
          <li key={one.row} className="flex gap-3 px-3 py-1.5">
            <span className="figures w-16 text-muted">Row {one.row}</span>
            <span>
              {one.column !== null && check.headers[one.column] ? `${check.headers[one.column]}: ` : ""}
              {one.problem}
            </span>
          </li>
        ))}
        {check.rowErrors > check.rows.length && (
          <li className="px-3 py-1.5 text-muted">
            {counted(check.rowErrors - check.rows.length, "more row")} in the list you can download.
          </li>
        )}
      </ul>
    </section>
  );
}

function Sample({ sample }: { sample: NonNullable<Preflight["sample"]> }) {
  const { SMS, EMAIL, IN_APP } = sample.rendered;
  const body = SMS?.body ?? EMAIL?.body ?? IN_APP?.body ?? "";
  return (
    <section aria-labelledby="sample" className="flex flex-col gap-2">
      <h3 id="sample" className="font-semibold">
        As {sample.name} reads it
      </h3>
      {EMAIL && <p className="font-medium">{EMAIL.subject}</p>}
      <p className="max-w-reading self-start whitespace-pre-wrap rounded-lg bg-bubble-out px-3 py-2 text-bubble-out-text">
        {body}
      </p>
      {SMS && (
        <p className="text-muted text-sm">
          {counted(SMS.segments, "segment")}
          {SMS.encoding === "UCS-2" && `, because of ${SMS.forcing.map((sign) => `“${sign}”`).join(", ")}`}
        </p>
      )}
    </section>
  );
}
