import { route } from "@/lib/http/route";
import { getReach } from "@/lib/patients/reach/queries";
import { Reach } from "@/lib/patients/reach/schema";
import { PatientId } from "@/lib/patients/schema";

export const GET = route(
  {
    permission: "patient.read",
    summary: "How, when and through whom a patient is reached",
    params: PatientId,
    returns: Reach,
  },
  (ctx, { params }) => getReach(ctx, params.id),
);
