"use client";

import { CloudOff, SearchX } from "lucide-react";
import Link from "next/link";
import { ApiError } from "@/components/auth/request";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** Absent, another clinic's or mistyped: nobody is told which. Asking again would not help. */
const isNowhere = (error: Error) => error instanceof ApiError && [404, 422].includes(error.status);

/** In place of a thread that could not be read. `onBack`: on a phone, the way back to the list. */
export function ThreadFailure({
  error,
  onBack,
  onRetry,
}: {
  error: Error;
  onBack: (() => void) | null;
  onRetry: () => void;
}) {
  const back =
    onBack === null ? (
      <Link href="/inbox" className={buttonClass("secondary")}>
        Go to the inbox
      </Link>
    ) : (
      <Button onClick={onBack}>Back to the list</Button>
    );
  if (isNowhere(error)) {
    return (
      <EmptyState icon={<SearchX />} title="This thread is not here." className="flex-1" action={back}>
        The address may be mistyped, the thread may have been merged into another one, or it belongs to
        another clinic.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<CloudOff />}
      title="This thread could not be opened."
      className="flex-1"
      action={
        <>
          {onBack !== null && back}
          <Button variant="primary" onClick={onRetry}>
            Try again
          </Button>
        </>
      }
    >
      {error.message}
    </EmptyState>
  );
}

/** The same beside the thread, where its patient would be. */
export function PatientFailure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return isNowhere(error) ? (
    <EmptyState icon={<SearchX />} title="No patient to show.">
      The thread is not here.
    </EmptyState>
  ) : (
    <EmptyState
      icon={<CloudOff />}
      title="The patient could not be shown."
      action={<Button onClick={onRetry}>Try again</Button>}
    >
      {error.message}
    </EmptyState>
  );
}
