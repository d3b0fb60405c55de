import { z } from "zod";

const Thread = z.object({ conversationId: z.uuid(), name: z.string() });

/** `GET /api/v1/demo`: what to try right now. Null: the clinic has none at this minute. */
export const DemoGuide = z.object({
  /** Whom *Play a colleague* plays: somebody else of the same clinic. */
  colleague: z.string().nullable(),
  /** A thread whose patient can be texted at this minute, by the one decision. */
  goesNow: Thread.nullable(),
  /** A thread in which a message of ours waits for its hour. */
  held: Thread.nullable(),
  /** Threads with a failure nobody has dealt with. */
  failed: z.number(),
});
export type DemoGuide = z.output<typeof DemoGuide>;

/** `GET /api/v1/demo/conversations/:id`: the simulator's pages of the person behind a thread. */
export const DemoDevices = z.object({
  name: z.string(),
  phone: z.object({ shown: z.string(), url: z.url() }).nullable(),
  mail: z.object({ shown: z.string(), url: z.url() }).nullable(),
  /** Who behind the thread can sign in to the portal, by name; its door tells the demo's PIN. */
  portal: z.string().nullable(),
});
export type DemoDevices = z.output<typeof DemoDevices>;

export const COLLEAGUE_ACTS = ["view", "type", "answer", "take"] as const;
export type ColleagueAct = (typeof COLLEAGUE_ACTS)[number];

/** `POST /api/v1/demo/colleague`. */
export const PlayColleague = z.object({ conversationId: z.uuid(), act: z.enum(COLLEAGUE_ACTS) });
export const PlayedColleague = z.object({ name: z.string() });
