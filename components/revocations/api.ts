import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { requestJson } from "@/components/auth/request";
import type { QuestionPage } from "@/lib/revocations/open/schema";
import type { DecidedQuestion, DecideQuestion } from "@/lib/revocations/schema";

/** A question falls due without anything being written: it is asked again now and then. */
const AGAIN_MS = 60_000;
const AT = "/api/v1/revocations";

/** The ones past due, as far as one page tells. */
export const lateQuestionsQuery = queryOptions({
  queryKey: ["questions", "late"] as const,
  queryFn: ({ signal }) => requestJson<QuestionPage>(`${AT}?late=true`, { signal }),
  refetchInterval: AGAIN_MS,
});

/** All that nobody has decided, the one due first on top. */
export const openQuestionsQuery = infiniteQueryOptions({
  queryKey: ["questions", "open"] as const,
  queryFn: ({ signal, pageParam }) =>
    requestJson<QuestionPage>(pageParam ? `${AT}?cursor=${pageParam}` : AT, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  refetchInterval: AGAIN_MS,
});

/** Says what a patient's words meant. */
export function decideQuestion(
  id: string,
  told: z.input<typeof DecideQuestion>,
): Promise<z.output<typeof DecidedQuestion>> {
  return requestJson(`/api/v1/revocations/${id}/decision`, { body: told });
}
