import { z } from "zod";
import { ChannelSchema } from "@/lib/channel";
import { Instant, PageQuery, pageSchema } from "@/lib/http/instant";

/** What became of the fixed reply. `none`: it has not been needed yet; `blocked`: we may not write there. */
export const REPLY_STATES = ["none", "waiting", "sent", "delivered", "blocked"] as const;

/** What is known of a text to somebody on call. `unknown`: it was handed over and no answer came. */
export const TOLD_STATES = ["waiting", "sent", "delivered", "failed", "unknown"] as const;

/** One person on call, told once, and when. */
const Told = z.object({ name: z.string(), state: z.enum(TOLD_STATES), at: Instant });

/** One as staff see it, also on every screen: no patient's name, no chart. */
export const EmergencySchema = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  messageId: z.uuid(),
  channel: ChannelSchema,
  at: Instant,
  /** The patient's words that were found; null where the chart or thread is restricted. */
  phrase: z.string().nullable(),
  /** Where to call: E.164 and as people read it. Null: no phone is known. */
  phone: z.object({ value: z.string(), shown: z.string() }).nullable(),
  reply: z.object({ state: z.enum(REPLY_STATES), at: Instant.nullable() }),
  /** Whether we may not text there: opted out, a landline, a dead number. Then somebody has to call. */
  callNow: z.boolean(),
  /** Who of the people on call was told, the latest last, the last ones. */
  told: z.array(Told),
  /** Who said *I have it*; null: nobody yet. */
  taken: z.object({ by: z.string().nullable(), at: Instant }).nullable(),
});
export type EmergencyView = z.output<typeof EmergencySchema>;
export const EmergencyList = pageSchema(EmergencySchema);
/** `conversationId`: all of that thread, taken ones too. */
export const ListEmergencies = PageQuery.extend({ conversationId: z.uuid().optional() });

/** Marks the message in which it was found. */
export const EMERGENCY_TAG = "possible_emergency";
/** In opening hours somebody at the desk has this long to open the thread before the fixed reply goes. */
export const DESK_MINUTES = 2;
/** The fixed reply is given at most once in this time per thread. */
export const REPLY_REST_MINUTES = 30;
/** After this long the next person on call is told. */
export const NEXT_PERSON_MINUTES = 5;
/** A clinic that nobody works in any more is not told for ever. */
export const ALERT_HOURS = 24;
