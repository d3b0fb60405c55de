import type { Metadata } from "next";
import { SetupScreen } from "@/components/setup/setup-screen";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Setup health" };

export default page({ permission: "settings.write" }, async () => <SetupScreen />);
