import { listEmergencies } from "@/lib/emergencies/queries";
import { EmergencyList } from "@/lib/emergencies/schema";
import { route } from "@/lib/http/route";

export const GET = route(
  { permission: "inbox.read", summary: "Possible emergencies that nobody has yet", returns: EmergencyList },
  (ctx) => listEmergencies(ctx),
);
