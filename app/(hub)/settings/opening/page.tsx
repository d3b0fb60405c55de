import type { Metadata } from "next";
import { OpeningSettings } from "@/components/opening/opening-settings";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Opening hours" };

export default page({ permission: "engine.read" }, async () => <OpeningSettings />);
