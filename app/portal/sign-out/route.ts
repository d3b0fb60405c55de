import { patientExit } from "@/lib/http/patient";
import { endSession } from "@/lib/portal/sessions/commands";

export const POST = patientExit((visitor) => {
  const { ctx, sessionId } = visitor;
  const patientId = visitor.kind === "patient" ? visitor.patientId : visitor.people[0]?.patientId;
  return endSession(ctx, sessionId, patientId ?? null);
});
