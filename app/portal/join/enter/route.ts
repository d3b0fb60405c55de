import { joinByCode } from "@/lib/auth/portal-join";
import { patientEntry } from "@/lib/http/patient";
import { JoinByCode } from "@/lib/portal/schema";

export const POST = patientEntry(JoinByCode, joinByCode);
