import { putVisits } from "@/lib/appointments/reading/commands";
import { PutAnswer } from "@/lib/appointments/schema";
import { readBytes } from "@/lib/http/body";
import { route } from "@/lib/http/route";

/** 500 visits in the widest encoding are far below it. */
const MOST_BYTES = 1_048_576;

export const PUT = route(
  {
    permission: "appointment.write",
    summary:
      "Take over up to 500 visits from a list (text/csv): id, patient, starts_at, provider, location, status",
    returns: PutAnswer,
  },
  async (ctx, { request }) => putVisits(ctx, await readBytes(request, MOST_BYTES)),
);
