import type { Metadata } from "next";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Inbox" };

export default page({ permission: "inbox.read" }, async () => null);
