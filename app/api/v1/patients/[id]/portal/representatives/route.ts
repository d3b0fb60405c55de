import { route } from "@/lib/http/route";
import { PatientId } from "@/lib/patients/schema";
import { Representatives } from "@/lib/representatives/schema";
import { listRepresentatives } from "@/lib/representatives/views/queries";

export const GET = route(
  {
    permission: "patient.read",
    summary: "How the portal sign-ins of those who act for a patient stand",
    params: PatientId,
    returns: Representatives,
  },
  (ctx, { params }) => listRepresentatives(ctx, params.id),
);
