import { useQuery } from "@tanstack/react-query";
import { Inbox, SearchX } from "lucide-react";
import Link from "next/link";
import { bulkFailuresQuery } from "@/components/bulk/api";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { View } from "@/lib/conversations/schema";

const words: Record<View, { title: string; hint?: string }> = {
  waiting: { title: "Nobody is waiting for us." },
  unassigned: { title: "Everything has an owner.", hint: "A thread that nobody has taken waits here." },
  mine: { title: "Nothing is assigned to you.", hint: "Take a thread with the key I." },
  team: { title: "Your team has no open threads." },
  open: { title: "No messages yet.", hint: "Import your patients, or text your own phone first." },
  unknown: {
    title: "No unknown numbers.",
    hint: "When one writes, it waits here until you say who it is.",
  },
  failed: { title: "Every failed message has been dealt with." },
  snoozed: { title: "Nothing is snoozed.", hint: "Press S on a thread to see it again later." },
  closed: { title: "Nothing is closed yet.", hint: "Press E when a thread is done." },
};

/** Beneath the bulk messages that failed. */
const BEYOND_BULKS: { title: string; hint?: string } = { title: "No single message waits to be dealt with." };

/** What stands where a view has no threads: the fact, and the next step. */
export function EmptyView({ view }: { view: View }) {
  const bulks = useQuery({ ...bulkFailuresQuery, enabled: view === "failed" }).data?.items.length ?? 0;
  const { title, hint } = bulks > 0 ? BEYOND_BULKS : words[view];
  return (
    <EmptyState
      icon={<Inbox />}
      title={title}
      action={
        view === "open" && (
          <Link href="/patients" className={buttonClass("secondary")}>
            Go to patients
          </Link>
        )
      }
    >
      {hint}
    </EmptyState>
  );
}

export function NothingFound({
  search,
  didYouMean,
  onSearch,
}: {
  search: string;
  didYouMean: string | null;
  onSearch: (search: string) => void;
}) {
  return (
    <EmptyState icon={<SearchX />} title={`Nothing found for “${search}”.`}>
      {didYouMean === null ? (
        "Try a name, a number or an address."
      ) : (
        <>
          Did you mean{" "}
          <Button variant="quiet" size="sm" className="underline" onClick={() => onSearch(didYouMean)}>
            {didYouMean}
          </Button>
          ?
        </>
      )}
    </EmptyState>
  );
}
