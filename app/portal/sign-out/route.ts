import { patientExit } from "@/lib/http/patient";
import { endSession } from "@/lib/portal/sessions/commands";

export const POST = patientExit(({ ctx, sessionId, patientId }) => endSession(ctx, sessionId, patientId));
