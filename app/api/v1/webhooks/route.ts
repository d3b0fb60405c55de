import { route } from "@/lib/http/route";
import { listEvents } from "@/lib/webhooks/workbench/queries";
import { EventPage, ListEvents } from "@/lib/webhooks/workbench/schema";

export const GET = route(
  {
    permission: "settings.write",
    summary: "What vendors told the hub, newest first: verdicts and effects, nothing about a patient",
    query: ListEvents,
    returns: EventPage,
  },
  (ctx, { query }) => listEvents(ctx, query),
);
