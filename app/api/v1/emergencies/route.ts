import { listEmergencies } from "@/lib/emergencies/queries";
import { EmergencyList, ListEmergencies } from "@/lib/emergencies/schema";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "inbox.read",
    summary:
      "Possible emergencies that nobody has yet; or all of one thread, with who was told and who has it",
    query: ListEmergencies,
    returns: EmergencyList,
  },
  (ctx, { query }) => listEmergencies(ctx, query),
);
