import { route } from "@/lib/http/route";
import { PatientId } from "@/lib/patients/schema";
import { setPreferences } from "@/lib/reach/commands";
import { Reach, SetPreferences } from "@/lib/reach/schema";

export const PUT = route(
  {
    permission: "patient.write",
    summary: "Say which ways a patient wants to be tried in, and which topics not by which",
    params: PatientId,
    body: SetPreferences,
    returns: Reach,
  },
  (ctx, { params, body }) => setPreferences(ctx, params.id, body),
);
