import { changeChart } from "@/lib/deaths/no-contact/commands";
import { route } from "@/lib/http/route";
import { getPatient } from "@/lib/patients/profile/queries";
import { PatientDetail, PatientId, UpdatePatient } from "@/lib/patients/schema";

export const GET = route(
  { permission: "patient.read", summary: "One patient", params: PatientId, returns: PatientDetail },
  (ctx, { params }) => getPatient(ctx, params.id),
);

export const PATCH = route(
  {
    permission: "patient.write",
    summary: "Change a patient",
    params: PatientId,
    body: UpdatePatient,
    returns: PatientDetail,
  },
  (ctx, { params, body }) => changeChart(ctx, params.id, body),
);
