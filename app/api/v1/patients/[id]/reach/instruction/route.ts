import { route } from "@/lib/http/route";
import { PatientId } from "@/lib/patients/schema";
import { setInstruction } from "@/lib/reach/commands";
import { Reach, SetInstruction } from "@/lib/reach/schema";

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
