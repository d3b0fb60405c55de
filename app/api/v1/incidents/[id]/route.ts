import { z } from "zod";
import { route } from "@/lib/http/route";
import { assignIncident } from "@/lib/incidents/commands";
import { getIncident } from "@/lib/incidents/queries";
import { AssignIncident, IncidentDetail } from "@/lib/incidents/schema";

const params = z.object({ id: z.uuid() });

export const GET = route(
  { permission: "incident.manage", summary: "Read one privacy incident", params, returns: IncidentDetail },
  (ctx, { params }) => getIncident(ctx, params.id),
);

export const PATCH = route(
  {
    permission: "incident.manage",
    summary: "Say which privacy officer looks after an incident",
    params,
    body: AssignIncident,
    returns: IncidentDetail,
  },
  (ctx, { params, body }) => assignIncident(ctx, params.id, body),
);
