import type { Metadata } from "next";
import { ImportSteps } from "@/components/imports/import-steps";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Import patients" };

export default page({ permission: "patient.import" }, async (_ctx, { params }) => (
  <ImportSteps id={params.id ?? ""} />
));
