import { route } from "@/lib/http/route";
import { createPatient } from "@/lib/patients/commands";
import { listPatients } from "@/lib/patients/queries";
import { CreatedPatient, CreatePatient, ListPatients, PatientPage } from "@/lib/patients/schema";

export const GET = route(
  {
    permission: "patient.read",
    summary: "List patients by last name. To search, post to /patients/search",
    query: ListPatients.omit({ search: true }).strict(),
    returns: PatientPage,
  },
  (ctx, { query }) => listPatients(ctx, query),
);

export const POST = route(
  {
    permission: "patient.write",
    summary: "Add a patient",
    body: CreatePatient,
    returns: CreatedPatient,
    status: 201,
    idempotent: true,
  },
  (ctx, { body }) => createPatient(ctx, body),
);
