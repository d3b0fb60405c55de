import { route } from "@/lib/http/route";
import { reportIncident } from "@/lib/incidents/commands";
import { listIncidents } from "@/lib/incidents/queries";
import { IncidentPage, ListIncidents, Reported, ReportIncident } from "@/lib/incidents/schema";

export const GET = route(
  {
    permission: "incident.manage",
    summary: "List privacy incidents, newest first",
    query: ListIncidents,
    returns: IncidentPage,
  },
  (ctx, { query }) => listIncidents(ctx, query),
);

export const POST = route(
  {
    permission: "incident.report",
    summary: "Report that words about a patient went to the wrong place",
    body: ReportIncident,
    returns: Reported,
    status: 201,
    idempotent: true,
  },
  (ctx, { body }) => reportIncident(ctx, body),
);
