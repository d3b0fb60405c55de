import { route } from "@/lib/http/route";
import { getPortalView } from "@/lib/invitations/queries";
import { PortalView } from "@/lib/invitations/schema";
import { PatientId } from "@/lib/patients/schema";

export const GET = route(
  {
    permission: "patient.read",
    summary: "How a patient's own sign-in stands, and how they could be invited",
    params: PatientId,
    returns: PortalView,
  },
  (ctx, { params }) => getPortalView(ctx, params.id),
);
