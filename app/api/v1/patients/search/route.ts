import { route } from "@/lib/http/route";
import { listPatients } from "@/lib/patients/queries";
import { ListPatients, PatientPage } from "@/lib/patients/schema";

export const POST = route(
  {
    permission: "patient.read",
    summary:
      "Search patients. What is searched for is posted, so that no name stands in an address or its logs",
    body: ListPatients,
    returns: PatientPage,
    activity: false,
  },
  (ctx, { body }) => listPatients(ctx, body),
);
