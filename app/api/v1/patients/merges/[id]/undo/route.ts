import { route } from "@/lib/http/route";
import { undoMerge } from "@/lib/patients/merges/commands";
import { MergeAnswer } from "@/lib/patients/merges/schema";
import { PatientId } from "@/lib/patients/schema";

export const POST = route(
  { permission: "patient.merge", summary: "Undo a link", params: PatientId, returns: MergeAnswer },
  (ctx, { params }) => undoMerge(ctx, params.id),
);
