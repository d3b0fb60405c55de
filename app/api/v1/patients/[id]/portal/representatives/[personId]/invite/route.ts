import { route } from "@/lib/http/route";
import { inviteRepresentative } from "@/lib/representatives/commands";
import { InvitedRepresentative, InviteRepresentative, PersonId } from "@/lib/representatives/schema";

export const POST = route(
  {
    permission: ["patient.write", "message.send"],
    summary: "Give somebody who acts for a patient a sign-in: a code to tell in person, or the one they have",
    params: PersonId,
    body: InviteRepresentative,
    returns: InvitedRepresentative,
  },
  (ctx, { params, body }) => inviteRepresentative(ctx, params.id, params.personId, body),
);
