import type { Metadata } from "next";
import { SendersSettings } from "@/components/senders/senders-settings";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Senders" };

export default page({ permission: "engine.read" }, async () => <SendersSettings />);
