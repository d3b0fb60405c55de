import { route } from "@/lib/http/route";
import { mergePatients } from "@/lib/patients/merges/commands";
import { MergeAnswer, MergePatient } from "@/lib/patients/merges/schema";
import { PatientId } from "@/lib/patients/schema";

export const POST = route(
  {
    permission: "patient.merge",
    summary: "Say who an unknown sender is",
    params: PatientId,
    body: MergePatient,
    returns: MergeAnswer,
  },
  (ctx, { params, body }) => mergePatients(ctx, params.id, body.intoId),
);
