import { z } from "zod";

export const CHANGE_KINDS = [
  "conversation",
  "message",
  "note",
  "patient",
  "import",
  "presence",
  "engine",
  "bulk",
  "bulk_message",
  "emergency",
  "question",
] as const;

/** One change as a screen hears of it: ids only. */
export const LiveChange = z.object({
  /** The same change may be told again after a lost connection; it keeps its id. */
  id: z.string(),
  kind: z.enum(CHANGE_KINDS),
  subjectId: z.uuid(),
  conversationId: z.uuid().nullable(),
  at: z.iso.datetime(),
});
export type LiveChange = z.output<typeof LiveChange>;

/**
 * The events of `GET /api/live`. The id of an event is the cursor after it.
 * `changes`: in order, nothing left out. `caught-up`: everything up to the connection has been told. `reset`: the
 * cursor is too old, fetch everything. `ended`: the session is over.
 */
export type LiveEvent =
  | { event: "changes"; data: LiveChange[] }
  | { event: "caught-up"; data: null }
  | { event: "reset"; data: null }
  | { event: "ended"; data: null };

/** What a page hands to its live connection: where to go on reading, and which stream its tabs share. */
export interface LiveStart {
  cursor: string;
  /** The same for all tabs of one session, different for the next one. */
  stream: string;
}
