import { route } from "@/lib/http/route";
import { RevokePortal } from "@/lib/portal/schema";
import { revokeRepresentative } from "@/lib/representatives/commands";
import { PersonId, Representatives } from "@/lib/representatives/schema";
import { listRepresentatives } from "@/lib/representatives/views/queries";

export const POST = route(
  {
    permission: "patient.write",
    summary: "Close the sign-in of somebody who acts for a patient, or take an invitation back",
    params: PersonId,
    body: RevokePortal,
    returns: Representatives,
  },
  async (ctx, { params, body }) => {
    await revokeRepresentative(ctx, params.id, params.personId, body);
    return listRepresentatives(ctx, params.id);
  },
);
