import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { requestJson } from "@/components/auth/request";
import type { AddSender, ChangeSender, SenderView } from "@/lib/senders/schema";

interface Senders {
  items: SenderView[];
}

export const sendersQuery = queryOptions({
  queryKey: ["engine", "senders"] as const,
  queryFn: ({ signal }) => requestJson<Senders>("/api/v1/senders", { signal }),
});

export const addSender = (sender: z.input<typeof AddSender>) =>
  requestJson<Senders>("/api/v1/senders", { body: sender });

export const changeSender = (id: string, change: ChangeSender) =>
  requestJson<Senders>(`/api/v1/senders/${id}`, { method: "PATCH", body: change });
