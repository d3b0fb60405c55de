"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronRight, MessageCircleQuestion } from "lucide-react";
import Link from "next/link";
import { openQuestionsQuery } from "@/components/revocations/api";
import { useMay } from "@/components/staff/me";

/** Above the threads that wait for us: how many questions wait for a decision, and the way to them. */
export default function QuestionsLink() {
  const may = useMay("patient.write");
  const { data } = useInfiniteQuery({ ...openQuestionsQuery, enabled: may });
  const first = data?.pages[0];
  const count = first?.items.length ?? 0;
  if (!may || !first || count === 0) return null;
  return (
    <Link
      href="/questions"
      className="focus-inset flex shrink-0 items-center gap-2 border-b px-3 py-2 hover:bg-surface"
    >
      <MessageCircleQuestion aria-hidden className="size-4 shrink-0 text-warning" />
      <span className="min-w-0 flex-1">
        {count === 1 ? "1 question" : `${first.nextCursor ? `${count}+` : count} questions`} to be decided
      </span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
    </Link>
  );
}
