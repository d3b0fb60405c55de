import type { z } from "zod";
import { requestJson } from "@/components/auth/request";
import type { DecidedQuestion, DecideQuestion } from "@/lib/revocations/schema";

/** Says what a patient's words meant. */
export function decideQuestion(
  id: string,
  told: z.input<typeof DecideQuestion>,
): Promise<z.output<typeof DecidedQuestion>> {
  return requestJson(`/api/v1/revocations/${id}/decision`, { body: told });
}
