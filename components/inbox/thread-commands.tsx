"use client";

import { MessagesSquare } from "lucide-react";
import { useRouter } from "next/navigation";
import { requestJson } from "@/components/auth/request";
import type { ConversationList } from "@/components/conversations/api";
import { placeHref, viewNames, views } from "@/components/inbox/place";
import { useCommand, useCommandSource } from "@/components/shell/use-command";
import type { View } from "@/lib/conversations/schema";

/** What the palette knows of the inbox, from every screen: the views by name, and threads by what is typed. */
export function ThreadCommands() {
  const router = useRouter();
  const go = (place: { view?: View; conversationId?: string }) =>
    router.push(
      placeHref({ view: place.view ?? "open", search: "", conversationId: place.conversationId ?? null }),
    );
  useCommandSource(async (query, signal) => {
    const body = { search: query, limit: 6 };
    const { items } = await requestJson<ConversationList>("/api/v1/conversations/search", { body, signal });
    return items.map((row) => ({
      id: `thread:${row.id}`,
      label: row.name,
      hint: row.restricted ? "Restricted" : row.snippet,
      group: "Threads",
      icon: <MessagesSquare aria-hidden />,
      run: () => go({ conversationId: row.id }),
    }));
  });
  return views.map((view) => <ViewCommand key={view} view={view} onRun={() => go({ view })} />);
}

function ViewCommand({ view, onRun }: { view: View; onRun: () => void }) {
  useCommand({
    label: `Show ${viewNames[view].toLowerCase()}`,
    group: "Inbox",
    keywords: ["view"],
    run: onRun,
  });
  return null;
}
