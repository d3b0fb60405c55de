import type { Metadata } from "next";
import { IncidentList } from "@/components/incidents/incident-list";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Privacy incidents" };

export default page({ permission: "incident.manage" }, async () => <IncidentList />);
