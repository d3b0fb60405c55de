"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { patientMessagesQuery } from "@/components/households/api";
import { ChannelIcon } from "@/components/messages/channel-icon";
import { Part } from "@/components/patients/profile-parts";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { MessageView } from "@/lib/messages/schema";

/** What is filed to this patient and to nobody else, newest first. */
export function PatientMessages({ patientId }: { patientId: string }) {
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(
    patientMessagesQuery(patientId),
  );
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <Part title="Messages">
      {error && items === undefined && (
        <Banner
          tone="danger"
          title="The messages cannot be shown."
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </Banner>
      )}
      {!error && items === undefined && <Skeleton className="h-24 w-full" />}
      {items?.length === 0 && <p className="text-muted">Nothing was written yet.</p>}
      {items !== undefined && items.length > 0 && (
        <ul className="divide-y rounded-lg border">
          {items.map((message) => (
            <Line key={message.id} message={message} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button className="self-start" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Older messages
        </Button>
      )}
    </Part>
  );
}

function Line({ message }: { message: MessageView }) {
  const ours = message.direction === "OUTBOUND";
  return (
    <li>
      <Link
        href={`/inbox/${message.conversationId}?view=open`}
        className="focus-inset flex flex-col gap-0.5 px-3 py-2 hover:bg-surface-hover"
      >
        <span className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
          <ChannelIcon channel={message.channel} />
          <span>{ours ? `From ${message.authorName ?? "us"}` : "To us"}</span>
          <RelativeTime at={message.createdAt} />
          {ours && <span>{message.badge.label}</span>}
          {message.filing?.guess != null && <Badge tone="warning">Probably theirs: a shared phone</Badge>}
        </span>
        <span className="line-clamp-2 [overflow-wrap:anywhere]">
          {[message.subject, message.body].filter(Boolean).join(": ") || "An attachment"}
        </span>
      </Link>
    </li>
  );
}
