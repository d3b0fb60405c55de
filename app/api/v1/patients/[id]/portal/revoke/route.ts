import { route } from "@/lib/http/route";
import { getPortalView } from "@/lib/invitations/queries";
import { PortalView } from "@/lib/invitations/schema";
import { PatientId } from "@/lib/patients/schema";
import { revokePortal } from "@/lib/portal/commands";
import { RevokePortal } from "@/lib/portal/schema";

export const POST = route(
  {
    permission: "patient.write",
    summary: "Close a patient's own sign-in, or take an invitation back; every browser is signed out",
    params: PatientId,
    body: RevokePortal,
    returns: PortalView,
  },
  async (ctx, { params, body }) => {
    await revokePortal(ctx, params.id, body);
    return getPortalView(ctx, params.id);
  },
);
