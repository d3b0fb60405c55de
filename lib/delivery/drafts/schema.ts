import type { Next } from "@/lib/delivery/rules/schema";
import type { Answer } from "@/lib/delivery/schema";
import type { Channel } from "@/prisma/generated/enums";

/** The one decision about a draft: what would happen now, and each hop's own answer. */
export interface DraftAnswer {
  next: Next;
  plan: { hop: number; channel: Channel; answer: Answer; carries: "words" | "notice" }[];
  /** The zone the patient's day was reckoned in and how it is known. */
  zone: { zones: string[]; source: string };
}
