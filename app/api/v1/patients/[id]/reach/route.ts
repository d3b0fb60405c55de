import { route } from "@/lib/http/route";
import { PatientId } from "@/lib/patients/schema";
import { getReach } from "@/lib/reach/queries";
import { Reach } from "@/lib/reach/schema";

export const GET = route(
  {
    permission: "patient.read",
    summary: "How, when and through whom a patient is reached",
    params: PatientId,
    returns: Reach,
  },
  (ctx, { params }) => getReach(ctx, params.id),
);
