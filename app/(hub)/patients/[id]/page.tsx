import type { Metadata } from "next";
import { PatientProfile } from "@/components/patients/patient-profile";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Patient" };

export default page({ permission: "patient.read" }, async (_ctx, { params }) => (
  <PatientProfile id={params.id ?? ""} />
));
