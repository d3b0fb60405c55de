import { z } from "zod";
import { ColumnProblem, RowProblem } from "@/lib/bulk/audience/schema";
import { ReasonCount } from "@/lib/bulk/schema";
import { ChannelSchema } from "@/lib/channel";
import { Instant } from "@/lib/http/instant";
import { FallbackView } from "@/lib/messages/planned/schema";
import { PreviewAnswer } from "@/lib/messages/schema";

/** What would become of a bulk if it were started now. `go` + `held` + `excluded` = `total`. */
export const Preflight = z.object({
  total: z.number(),
  go: z.number(),
  held: z.number(),
  excluded: z.number(),
  /** Why some wait, with the first and the last instant at which they may go. */
  heldBy: z.array(ReasonCount.extend({ from: Instant, until: Instant })),
  excludedBy: z.array(ReasonCount),
  /** People who had these very words today; left out unless `sendAgain`. */
  sentToday: z.number(),
  headers: z.array(z.string()),
  columns: z.array(ColumnProblem),
  /** Rows that mean nobody, the first 200. */
  rows: z.array(RowProblem),
  rowErrors: z.number(),
  /** Ways to try, in order; empty: each patient's own. */
  plan: z.array(ChannelSchema),
  /** When the next way of the plan starts. */
  ...FallbackView,
  channels: z.array(z.object({ channel: ChannelSchema, count: z.number() })),
  segments: z.number(),
  /** Estimated US dollars. */
  cost: z.number(),
  finishAt: Instant.nullable(),
  /** Messages leaving per stretch of `bucketMinutes`, by the senders' rates. */
  bucketMinutes: z.number(),
  curve: z.array(z.object({ at: Instant, count: z.number() })),
  /** The words as the first person who would get them reads them. */
  sample: z
    .object({ patientId: z.uuid(), name: z.string(), rendered: PreviewAnswer.shape.rendered })
    .nullable(),
});
export type Preflight = z.output<typeof Preflight>;
