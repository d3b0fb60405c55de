import type { Metadata } from "next";
import { SettingsList } from "@/components/settings/settings-list";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Settings" };

export default page({ permission: "engine.read" }, async () => <SettingsList />);
