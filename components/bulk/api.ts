import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { requestJson } from "@/components/auth/request";
import type { AudienceChoices } from "@/lib/bulk/audience/schema";
import type { BulkFailure } from "@/lib/bulk/failures/schema";
import type { Preflight } from "@/lib/bulk/preflight/schema";
import type { BulkDetail, BulkView, CheckBulk, RecipientView, Result, SendBulk } from "@/lib/bulk/schema";
import type { TemplateView } from "@/lib/templates/schema";

const at = (rest = "") => `/api/v1/messages/bulk${rest}`;

export type CheckInput = z.input<typeof CheckBulk>;
export type SendInput = z.input<typeof SendBulk>;
export type Step = "start" | "pause" | "resume" | "cancel";

/** Live changes tell when something moved; this asks as well while it moves, in case one was missed. */
const MOVING_MS = 3_000;

export const isMoving = ({ status }: Pick<BulkView, "status">) =>
  status === "running" || status === "cancelling";

export const bulksQuery = infiniteQueryOptions({
  queryKey: ["bulks"] as const,
  queryFn: ({ pageParam, signal }) =>
    requestJson<{ items: BulkView[]; nextCursor: string | null }>(
      at(`?limit=30${pageParam ? `&cursor=${pageParam}` : ""}`),
      { signal },
    ),
  initialPageParam: "",
  getNextPageParam: (last) => last.nextCursor,
});

export function bulkQuery(id: string) {
  return queryOptions({
    queryKey: ["bulk", id] as const,
    queryFn: ({ signal }) => requestJson<BulkDetail>(at(`/${id}`), { signal }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? MOVING_MS : false),
  });
}

/** What became of each recipient, 100 a page. */
export function recipientsQuery(id: string, result: Result, reason: string | null) {
  const why = reason === null ? "" : `&reason=${encodeURIComponent(reason)}`;
  return infiniteQueryOptions({
    queryKey: ["bulk", id, "recipients", result, reason] as const,
    queryFn: ({ pageParam, signal }) =>
      requestJson<{ items: RecipientView[]; nextAfter: number | null }>(
        at(`/${id}/recipients?result=${result}${why}&limit=100&after=${pageParam}`),
        { signal },
      ),
    initialPageParam: -1,
    getNextPageParam: (last) => last.nextAfter,
  });
}

/** Bulks with failures that nobody has dealt with. Under `bulks`: stale when any of them is. */
export const bulkFailuresQuery = queryOptions({
  queryKey: ["bulks", "failures"] as const,
  queryFn: ({ signal }) => requestJson<{ items: BulkFailure[] }>(at("/failures"), { signal }),
});

export function handleFailures(id: string, reason: string | undefined): Promise<{ items: BulkFailure[] }> {
  return requestJson(at(`/${id}/failures`), { body: reason === undefined ? {} : { reason } });
}

export const choicesQuery = queryOptions({
  queryKey: ["bulk-choices"] as const,
  queryFn: ({ signal }) => requestJson<z.output<typeof AudienceChoices>>(at("/choices"), { signal }),
});

export const allTemplatesQuery = queryOptions({
  queryKey: ["templates", "bulk"] as const,
  queryFn: ({ signal }) =>
    requestJson<{ items: TemplateView[] }>("/api/v1/templates?limit=200", { signal }).then(
      (page) => page.items,
    ),
});

export const checkBulk = (body: CheckInput, signal?: AbortSignal) =>
  requestJson<Preflight>(at("/preflight"), { body, ...(signal ? { signal } : {}) });

export const listCheck = (body: CheckInput) =>
  requestJson<{ filename: string; content: string }>(at("/preflight/list"), { body });

export const sendBulk = (body: SendInput, key: string) => requestJson<BulkDetail>(at(), { body, key });

export const moveBulk = (id: string, step: Step) =>
  requestJson<BulkDetail>(at(`/${id}/${step}`), { method: "POST" });

export const resultsHref = (id: string) => at(`/${id}/results`);
