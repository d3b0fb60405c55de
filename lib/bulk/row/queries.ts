import { z } from "zod";
import { AudienceSummary } from "@/lib/bulk/audience/schema";
import type { Terms } from "@/lib/bulk/checking/queries";
import type { Conditions } from "@/lib/bulk/judging/queries";
import type { Said } from "@/lib/bulk/rendering/queries";
import { BulkContent } from "@/lib/bulk/schema";
import { FallbackView, WallTimeIn } from "@/lib/messages/planned/schema";
import type { Bulk } from "@/prisma/generated/client";

/** `Bulk.words` as it is stored. */
const StoredWords = z.object({
  body: z.string().optional(),
  content: BulkContent.optional(),
  variables: z.record(z.string(), z.string()).optional(),
});

/** `Bulk.scheduledFor` as it is stored: 2026-11-23T09:00. */
export function wallOf(stored: string | null): WallTimeIn | null {
  const [date, time] = stored?.split("T") ?? [];
  return date && time ? WallTimeIn.parse({ date, time }) : null;
}

/** The same on its way in. */
export function wallText(wall: WallTimeIn | null): string | null {
  return wall ? `${wall.date}T${wall.time}` : null;
}

/** What a stored bulk says, to whom and when, as the checks read it. */
export function readBulk(bulk: Bulk): { said: Said; terms: Terms; conditions: Conditions } {
  const { templateId, templateVersion, plan, category, scheduledAt, expiresAt, sendAgain } = bulk;
  const { fallbackOnHold } = bulk;
  const fallbackMinutes = FallbackView.fallbackMinutes.parse(bulk.fallbackMinutes);
  return {
    said: { templateId, templateVersion, plan, category, words: StoredWords.parse(bulk.words) },
    terms: {
      category,
      scheduledAt,
      scheduledFor: wallOf(bulk.scheduledFor),
      expiresAt,
      fallbackOnHold,
      fallbackMinutes,
    },
    conditions: { onShared: bulk.onShared === "once" ? "once" : "exclude", sendAgain },
  };
}

/** Who was meant, as it is shown. */
export const summaryOf = (bulk: Pick<Bulk, "audience">) => AudienceSummary.parse(bulk.audience);
