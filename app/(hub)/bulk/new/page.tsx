import type { Metadata } from "next";
import { NewBulk } from "@/components/bulk/new-bulk";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "New bulk message" };

export default page({ permission: "bulk.send" }, async () => <NewBulk />);
