import type { Metadata } from "next";
import { IncidentScreen } from "@/components/incidents/incident-detail";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Privacy incident" };

export default page({ permission: "incident.manage" }, async (_ctx, { params }) => (
  <IncidentScreen id={params.id ?? ""} />
));
