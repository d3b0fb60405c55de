import { signInPatient } from "@/lib/auth/portal-sign-in";
import { patientEntry } from "@/lib/http/patient";
import { SignIn } from "@/lib/portal/schema";

export const POST = patientEntry(SignIn, signInPatient);
