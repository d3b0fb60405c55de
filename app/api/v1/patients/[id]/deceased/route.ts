import { recordDeath } from "@/lib/deaths/commands";
import { RecordDeath } from "@/lib/deaths/schema";
import { route } from "@/lib/http/route";
import { PatientDetail, PatientId } from "@/lib/patients/schema";

export const POST = route(
  {
    permission: "patient.write",
    summary: "Record a death with its source, or take it back with a reason",
    params: PatientId,
    body: RecordDeath,
    returns: PatientDetail,
  },
  (ctx, { params, body }) => recordDeath(ctx, params.id, body),
);
