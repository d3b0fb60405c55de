import { setNoContact } from "@/lib/deaths/no-contact/commands";
import { SetNoContact } from "@/lib/deaths/no-contact/schema";
import { route } from "@/lib/http/route";
import { PatientDetail, PatientId } from "@/lib/patients/schema";

export const POST = route(
  {
    permission: "patient.write",
    summary: "Say that nobody writes to a patient any more, or lift it, with the reason",
    params: PatientId,
    body: SetNoContact,
    returns: PatientDetail,
  },
  (ctx, { params, body }) => setNoContact(ctx, params.id, body),
);
