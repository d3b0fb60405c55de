import type { Metadata } from "next";
import { ReplySettings } from "@/components/replies/reply-settings";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Automatic replies" };

export default page({ permission: "settings.write" }, async () => <ReplySettings />);
