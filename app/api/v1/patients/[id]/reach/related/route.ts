import { route } from "@/lib/http/route";
import { PatientId } from "@/lib/patients/schema";
import { saveRelated } from "@/lib/reach/commands";
import { Reach, SaveRelated } from "@/lib/reach/schema";

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
