import { z } from "zod";
import { route } from "@/lib/http/route";
import { decideQuestion } from "@/lib/revocations/deciding/commands";
import { DecidedQuestion, DecideQuestion } from "@/lib/revocations/schema";

export const POST = route(
  {
    permission: "patient.write",
    summary:
      "Decide what a patient's words meant: that they want us to stop, that somebody has died, or not so",
    params: z.object({ id: z.uuid() }),
    body: DecideQuestion,
    returns: DecidedQuestion,
  },
  (ctx, { params, body }) => decideQuestion(ctx, params.id, body),
);
