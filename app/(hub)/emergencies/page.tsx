import type { Metadata } from "next";
import { OpenEmergencies } from "@/components/emergencies/open-emergencies";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Possible emergencies" };

export default page({ permission: "inbox.read" }, async () => <OpenEmergencies />);
