import type { Metadata } from "next";
import { PolicySettings } from "@/components/policy/policy-settings";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Rules" };

export default page({ permission: "engine.read" }, async () => <PolicySettings />);
