import { z } from "zod";
import { route } from "@/lib/http/route";
import { tellIncident } from "@/lib/incidents/commands";
import { IncidentDetail, TellIncident } from "@/lib/incidents/schema";

export const POST = route(
  {
    permission: "incident.manage",
    summary: "Note that the patient was told of a breach",
    params: z.object({ id: z.uuid() }),
    body: TellIncident,
    returns: IncidentDetail,
  },
  (ctx, { params, body }) => tellIncident(ctx, params.id, body),
);
