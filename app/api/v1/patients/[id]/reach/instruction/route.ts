import { route } from "@/lib/http/route";
import { setInstruction } from "@/lib/patients/reach/commands";
import { Reach, SetInstruction } from "@/lib/patients/reach/schema";
import { PatientId } from "@/lib/patients/schema";

export const POST = route(
  {
    permission: "patient.write",
    summary: "Say how a patient asked to be reached, or end it",
    params: PatientId,
    body: SetInstruction,
    returns: Reach,
  },
  (ctx, { params, body }) => setInstruction(ctx, params.id, body),
);
