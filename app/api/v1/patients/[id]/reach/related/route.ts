import { route } from "@/lib/http/route";
import { saveRelated } from "@/lib/patients/reach/commands";
import { Reach, SaveRelated } from "@/lib/patients/reach/schema";
import { PatientId } from "@/lib/patients/schema";

export const POST = route(
  {
    permission: "patient.write",
    summary: "Add or change somebody who acts for a patient",
    params: PatientId,
    body: SaveRelated,
    returns: Reach,
  },
  (ctx, { params, body }) => saveRelated(ctx, params.id, body),
);
