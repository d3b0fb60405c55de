import type { Metadata } from "next";
import { PatientList } from "@/components/patients/patient-list";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Patients" };

export default page({ permission: "patient.read" }, async () => <PatientList />);
