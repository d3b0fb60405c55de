"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { openQuestionsQuery } from "@/components/revocations/api";
import QuestionBar from "@/components/revocations/question-bar";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { useNow, useZone } from "@/components/ui/clock";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { clockTime, dayWords } from "@/components/ui/time-words";
import type { OpenQuestion } from "@/lib/revocations/open/schema";

/** Everything patients wrote that waits for a person's decision, the one due first on top. */
export function OpenQuestions() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(openQuestionsQuery);
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 py-4">
      <div>
        <h1 className="text-2xl font-semibold">To be decided</h1>
        <p className="max-w-reading text-muted">
          What patients wrote that may end our messages, or tell of a death or a visit. A person decides
          within one business day; the law's last day is the tenth.
        </p>
      </div>
      {error && !data && (
        <Banner
          tone="danger"
          live="polite"
          title="The list cannot be shown."
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </Banner>
      )}
      {!data && !error && <Skeleton className="h-24 w-full" />}
      {items?.length === 0 && (
        <EmptyState icon={<CircleCheck />} title="Nothing is left to decide.">
          When a patient's words may end our messages, the question stands here until somebody answers it.
        </EmptyState>
      )}
      <ul aria-label="Questions" className="flex flex-col gap-3">
        {items?.map((item) => (
          <li key={item.id} className="overflow-hidden rounded-lg border">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
              <Due question={item} />
              <Link
                href={`/inbox/${item.conversationId}`}
                className={buttonClass("secondary", "sm")}
                aria-label={`Open the thread with ${item.name}`}
              >
                Open the thread
              </Link>
            </div>
            <QuestionBar questions={[item]} name={item.name} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button className="self-center" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </div>
  );
}

/** "Due today, 5:00 PM" and "Was due yesterday, 5:00 PM", on the clinic's wall. */
function Due({ question }: { question: Pick<OpenQuestion, "dueAt" | "name"> }) {
  const now = useNow();
  const zone = useZone();
  const at = new Date(question.dueAt);
  const late = at < now;
  const day = dayWords(at, now, zone);
  const words = /^(?:Today|Yesterday|Tomorrow)$/.test(day) ? day.toLowerCase() : day;
  return (
    <p className="figures min-w-40 flex-1">
      <strong className="font-semibold">{question.name}</strong>{" "}
      <span className={late ? "font-medium text-danger-text" : "text-muted"}>
        {late ? "Was due" : "Due"} {words}, {clockTime(at, zone)}
      </span>
    </p>
  );
}
