"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ConversationChange, updateConversation } from "@/components/conversations/api";
import { changeRow, findRow, refreshRow } from "@/components/conversations/cache";
import { offerUndo } from "@/components/conversations/undo";
import { useMe } from "@/components/staff/me";
import { hubNow, useZone } from "@/components/ui/clock";
import { relativeWords } from "@/components/ui/time-words";
import { notify } from "@/components/ui/toast";
import type { ConversationDetail, ConversationView } from "@/lib/conversations/schema";

interface Change {
  id: string;
  body: ConversationChange;
  /** What the screen shows until the server has answered. */
  shown: Partial<ConversationView>;
}

/** What a person does with a whole thread. Each shows at once, and is taken back with the reason when refused. */
export function useTriage() {
  const client = useQueryClient();
  const me = useMe();
  const zone = useZone();
  const { mutate } = useMutation({
    mutationFn: ({ id, body }: Change) => updateConversation(id, body),
    onMutate: async ({ id, shown }) => {
      await client.cancelQueries({ queryKey: ["conversations"] });
      return changeRow(client, id, shown);
    },
    onError: (error, _change, takeBack) => {
      takeBack?.();
      notify({ tone: "danger", title: error.message });
    },
    onSettled: (_row, _error, { id }) => refreshRow(client, id),
  });

  const rowOf = (id: string) =>
    findRow(client, id) ?? client.getQueryData<ConversationDetail>(["conversation", id]);

  function setStatus(
    id: string,
    status: "open" | "closed" | "snoozed",
    until: Date | null = null,
    silent = false,
  ) {
    const before = rowOf(id);
    const snoozedUntil = until?.toISOString() ?? null;
    mutate({ id, body: { status, snoozedUntil }, shown: { status, snoozedUntil } });
    if (silent || before === undefined) return;
    const back = () =>
      setStatus(id, before.status, before.snoozedUntil === null ? null : new Date(before.snoozedUntil), true);
    const when = until === null ? "" : ` until ${relativeWords(until, hubNow(), zone)}`;
    const done = { open: "Reopened", closed: "Closed", snoozed: "Snoozed" }[status];
    offerUndo(`${done} ${before.name}${when}.`, back);
  }

  function assign(id: string, assignee: { id: string; name: string } | null) {
    const holder = rowOf(id)?.assignee ?? null;
    mutate({
      id,
      body: { assigneeId: assignee?.id ?? null, ifAssigneeId: holder?.id ?? null },
      shown: { assignee },
    });
  }

  /** It waits for whoever of the team takes it: nobody holds it. Null: it is no team's any more. */
  function giveTo(id: string, team: { id: string; name: string } | null) {
    const holder = rowOf(id)?.assignee ?? null;
    const free = { assigneeId: null, ifAssigneeId: holder?.id ?? null };
    mutate({
      id,
      body: { teamId: team?.id ?? null, ...(team === null ? {} : free) },
      shown: { team, ...(team === null ? {} : { assignee: null }) },
    });
  }

  return {
    close: (id: string) => setStatus(id, "closed"),
    reopen: (id: string) => setStatus(id, "open"),
    snooze: (id: string, until: Date) => setStatus(id, "snoozed", until),
    assign,
    giveTo,
    claim: (id: string) => assign(id, { id: me.id, name: me.name }),
    setRead: (id: string, read: boolean) => mutate({ id, body: { read }, shown: { unread: !read } }),
  };
}

export type Triage = ReturnType<typeof useTriage>;
