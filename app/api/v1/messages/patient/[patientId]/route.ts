import { z } from "zod";
import { PageQuery } from "@/lib/http/instant";
import { route } from "@/lib/http/route";
import { listPatientMessages } from "@/lib/messages/queries";
import { MessagePage } from "@/lib/messages/schema";

export const GET = route(
  {
    permission: "message.read",
    summary: "Everything the clinic wrote to and heard from one patient, newest first",
    params: z.object({ patientId: z.uuid() }),
    query: PageQuery,
    returns: MessagePage,
  },
  (ctx, { params, query }) => listPatientMessages(ctx, params.patientId, query),
);
