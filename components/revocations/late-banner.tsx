"use client";

import { useQuery } from "@tanstack/react-query";
import { MessageCircleQuestion } from "lucide-react";
import Link from "next/link";
import { lateQuestionsQuery } from "@/components/revocations/api";
import { useMay } from "@/components/staff/me";
import { buttonClass } from "@/components/ui/button";

/** On every screen of those who may decide, while a question about a patient's words is past due. It names nobody. */
export function LateBanner() {
  const may = useMay("patient.write");
  const { data } = useQuery({ ...lateQuestionsQuery, enabled: may });
  const count = data?.items.length ?? 0;
  if (!may || count === 0) return null;
  const many = data?.nextCursor ? `${count}+` : `${count}`;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 bg-warning-soft px-3 py-1.5 text-text"
    >
      <p className="flex items-center gap-2">
        <MessageCircleQuestion aria-hidden className="size-4 shrink-0 text-warning" />
        {count === 1
          ? "1 decision about a patient's words is past due."
          : `${many} decisions about patients' words are past due.`}
      </p>
      <Link href="/questions" className={buttonClass("secondary", "sm")}>
        Decide
      </Link>
    </div>
  );
}
