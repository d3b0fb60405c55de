"use client";

import { useQuery } from "@tanstack/react-query";
import { messageQuery, type StoredMessage } from "@/components/messages/api";
import { channelName } from "@/components/messages/channel-icon";
import { evidenceWords, ruleName } from "@/components/messages/rule-words";
import { Button } from "@/components/ui/button";
import { useNow, useZone } from "@/components/ui/clock";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import { dayWords, exactTime } from "@/components/ui/time-words";

type Line = StoredMessage["story"][number];

const dots: Partial<Record<Line["kind"], string>> = {
  blocked: "bg-danger",
  rejected: "bg-danger",
  held: "bg-warning",
  unknown: "bg-warning",
  received: "bg-success",
  accepted: "bg-accent",
  clicked: "bg-success",
};

/** A receipt tells good news or bad. */
function dotOf(line: Line): string {
  if (line.kind !== "receipt") return dots[line.kind] ?? "bg-border-strong";
  if (/^(?:delivered|opened|clicked)/i.test(line.words)) return "bg-success";
  return /^(?:not |may )/i.test(line.words) ? "bg-danger" : "bg-border-strong";
}

/** The whole story of one message: decided, held, handed over, delivered, each with its rule and what it saw. */
export default function MessageStory({ id, zone }: { id: string; zone?: string | undefined }) {
  const { data, error, refetch } = useQuery(messageQuery(id));
  if (error !== null && data === undefined) {
    return (
      <div className="flex flex-col items-start gap-2">
        <p>{error.message}</p>
        <Button size="sm" onClick={() => void refetch()}>
          Try again
        </Button>
      </div>
    );
  }
  if (data === undefined) {
    return (
      <div aria-busy="true" className="flex flex-col gap-3">
        <Skeleton className="h-4 w-56" />
        <Skeleton className="h-4 w-64" />
        <Skeleton className="h-4 w-48" />
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      {data.badge.sentence !== null && <p className="font-medium text-pretty">{data.badge.sentence}</p>}
      <ol aria-label="What happened" className="flex flex-col">
        {data.story.map((line, index) => (
          <StoryRow
            key={`${line.at}-${line.kind}-${line.words}`}
            line={line}
            before={data.story[index - 1]}
            end={index === data.story.length - 1}
            patientZone={zone}
          />
        ))}
      </ol>
      <Attempts message={data} />
    </div>
  );
}

function StoryRow({
  line,
  before,
  end,
  patientZone,
}: {
  line: Line;
  before: Line | undefined;
  end: boolean;
  patientZone: string | undefined;
}) {
  const zone = useZone();
  const now = useNow();
  const at = new Date(line.at);
  const day = dayWords(at, now, zone);
  const newDay = before === undefined || dayWords(new Date(before.at), now, zone) !== day;
  const facts = evidenceWords(line.evidence ?? {}, patientZone ?? zone);
  return (
    <li className="relative flex gap-2.5 pb-3 last:pb-0">
      {!end && <span aria-hidden className="absolute top-4 bottom-0 left-[3.5px] w-px bg-border" />}
      <span aria-hidden className={cn("mt-1.5 size-2 shrink-0 rounded-full", dotOf(line))} />
      <div className="min-w-0 flex-1">
        <p className="text-pretty">{line.words}</p>
        <p className="text-sm text-muted">
          <time dateTime={line.at} title={exactTime(at, zone)} className="figures">
            {newDay && `${day}, `}
            {secondsTime(at, zone)}
          </time>
          {line.by !== undefined && <> · {line.by}</>}
          {line.rule !== undefined && <> · Rule: {ruleName(line.rule)}</>}
        </p>
        {facts.length > 0 && (
          <details className="mt-0.5 text-sm text-muted">
            <summary className="w-fit rounded">What the rule saw</summary>
            <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
              {facts.map(([name, value]) => (
                <div key={name} className="contents">
                  <dt>{name}</dt>
                  <dd className="figures text-text">{value}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
    </li>
  );
}

function secondsTime(at: Date, zone: string): string {
  return at.toLocaleTimeString("en-US", {
    timeZone: zone,
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
  });
}

function Attempts({ message }: { message: StoredMessage }) {
  if (message.deliveries.length === 0) return null;
  return (
    <details className="border-t pt-2 text-sm">
      <summary className="w-fit rounded text-muted">
        {message.deliveries.length === 1 ? "1 attempt" : `${message.deliveries.length} attempts`}
      </summary>
      <ul className="mt-1.5 flex flex-col gap-1.5">
        {message.deliveries.map((attempt) => (
          <li key={attempt.id} className="text-muted">
            <span className="text-text">
              {channelName(attempt.channel)} by {attempt.provider}
            </span>
            , from {attempt.sender}
            {attempt.channel === "SMS" && `, ${attempt.segments} segment${attempt.segments === 1 ? "" : "s"}`}
            {attempt.providerMessageId !== null && (
              <span className="block truncate font-mono text-xs" title={attempt.providerMessageId}>
                {attempt.providerMessageId}
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
