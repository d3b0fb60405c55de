import { route } from "@/lib/http/route";
import { invitePatient } from "@/lib/invitations/commands";
import { Invited, InvitePatient } from "@/lib/invitations/schema";
import { PatientId } from "@/lib/patients/schema";

export const POST = route(
  {
    permission: ["patient.write", "message.send"],
    summary: "Invite a patient to sign in by themselves: by a link, or by a code to give in person",
    params: PatientId,
    body: InvitePatient,
    returns: Invited,
  },
  (ctx, { params, body }) => invitePatient(ctx, params.id, body),
);
