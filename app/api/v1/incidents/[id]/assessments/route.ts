import { z } from "zod";
import { route } from "@/lib/http/route";
import { assessIncident } from "@/lib/incidents/commands";
import { AssessIncident, IncidentDetail } from "@/lib/incidents/schema";

export const POST = route(
  {
    permission: "incident.manage",
    summary: "Assess an incident by the four factors",
    params: z.object({ id: z.uuid() }),
    body: AssessIncident,
    returns: IncidentDetail,
    status: 201,
  },
  (ctx, { params, body }) => assessIncident(ctx, params.id, body),
);
