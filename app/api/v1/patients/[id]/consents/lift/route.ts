import { liftByHand } from "@/lib/consents/lifting/commands";
import { Lifted, LiftSuppression } from "@/lib/consents/lifting/schema";
import { route } from "@/lib/http/route";
import { PatientId } from "@/lib/patients/schema";

export const POST = route(
  {
    permission: "suppression.lift",
    summary: "Open an address again that an unsubscribe, a complaint or a colleague had closed",
    params: PatientId,
    body: LiftSuppression,
    returns: Lifted,
  },
  (ctx, { params, body }) => liftByHand(ctx, params.id, body),
);
