import { queryOptions } from "@tanstack/react-query";
import { requestJson } from "@/components/auth/request";
import type { RepliesSettings, RepliesView } from "@/lib/replies/settings/schema";

const AT = "/api/v1/settings/replies";

export const repliesQuery = queryOptions({
  queryKey: ["engine", "replies"] as const,
  queryFn: ({ signal }) => requestJson<RepliesView>(AT, { signal }),
});

export function saveReplies(body: RepliesSettings): Promise<RepliesView> {
  return requestJson(AT, { method: "PUT", body });
}
