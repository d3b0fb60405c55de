import { route } from "@/lib/http/route";
import { PatientId } from "@/lib/patients/schema";
import { setLabels } from "@/lib/restrictions/commands";
import { getLabels } from "@/lib/restrictions/queries";
import { Labels, SetLabels } from "@/lib/restrictions/schema";

export const GET = route(
  {
    permission: "patient.read",
    summary: "What is restricted about a patient's chart",
    params: PatientId,
    returns: Labels,
  },
  (ctx, { params }) => getLabels(ctx, { patientId: params.id }),
);

export const PUT = route(
  {
    permission: "patient.write",
    summary: "Say what is restricted about a patient's chart",
    params: PatientId,
    body: SetLabels,
    returns: Labels,
  },
  (ctx, { params, body }) => setLabels(ctx, { patientId: params.id }, body),
);
