import type { Metadata } from "next";
import { ProvidersSettings } from "@/components/providers/providers-settings";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Providers" };

export default page({ permission: "engine.read" }, async () => <ProvidersSettings />);
