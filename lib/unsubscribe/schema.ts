import { z } from "zod";
import { Category } from "@/prisma/generated/enums";

/** Ways a patient chooses about on the page. */
export const PAGE_CHANNELS = ["EMAIL", "SMS"] as const;
const PageChannel = z.enum(PAGE_CHANNELS);
export type PageChannel = z.output<typeof PageChannel>;

/** `all` closes the address for everything; only mail has it here, texts have STOP. */
const Topic = z.enum([...Object.values(Category), "all"]);
export type Topic = z.output<typeof Topic>;

/** `POST /u/:token/choose` */
export const Choose = z
  .object({ topic: Topic, channel: PageChannel, allowed: z.boolean() })
  .refine(({ topic, channel }) => topic !== "all" || channel === "EMAIL", {
    message: "Texts are ended by texting STOP.",
    path: ["channel"],
  });
export type Choose = z.output<typeof Choose>;

export const Choice = z.object({
  topic: Topic,
  channel: PageChannel,
  allowed: z.boolean(),
  /** Whether this page may turn it on; turning off is always possible. */
  mayAllow: z.boolean(),
});
export type Choice = z.output<typeof Choice>;

/** What the page shows: choices and the clinic's name, nothing about the patient. */
export const Preferences = z.object({
  language: z.enum(["en", "es"]),
  /** Null where the chart is restricted: the page then names nobody. */
  clinicName: z.string().nullable(),
  clinicPhone: z.string().nullable(),
  choices: z.array(Choice),
  /** All mail to this address is closed; `other`: by something that this page cannot lift (a complaint, a bounce). */
  closed: z.enum(["unsubscribe", "other"]).nullable(),
  /** Texts were ended by STOP: only START opens them again. */
  textsStopped: z.boolean(),
});
export type Preferences = z.output<typeof Preferences>;
