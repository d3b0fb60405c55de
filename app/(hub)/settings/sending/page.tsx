import type { Metadata } from "next";
import { SendingSettings } from "@/components/sending/sending-settings";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Sending" };

export default page({ permission: "settings.write" }, async () => <SendingSettings />);
