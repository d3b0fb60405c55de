import type { Metadata } from "next";
import { WebhooksSettings } from "@/components/webhooks/webhooks-settings";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Webhooks" };

export default page({ permission: "settings.write" }, async () => <WebhooksSettings />);
