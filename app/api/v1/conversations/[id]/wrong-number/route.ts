import { z } from "zod";
import { route } from "@/lib/http/route";
import { reportWrongNumber } from "@/lib/incidents/wrong-number/commands";
import { WrongNumberDone, WrongNumberIn } from "@/lib/incidents/wrong-number/schema";

export const POST = route(
  {
    permission: "incident.report",
    summary: "Say that a thread's number is not the patient's",
    params: z.object({ id: z.uuid() }),
    body: WrongNumberIn,
    returns: WrongNumberDone,
    idempotent: true,
  },
  (ctx, { params, body }) => reportWrongNumber(ctx, params.id, body),
);
