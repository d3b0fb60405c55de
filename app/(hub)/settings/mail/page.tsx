import type { Metadata } from "next";
import { MailSettings } from "@/components/mail-settings/mail-settings";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Mail" };

export default page({ permission: "settings.write" }, async () => <MailSettings />);
