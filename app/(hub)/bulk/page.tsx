import type { Metadata } from "next";
import { BulkList } from "@/components/bulk/bulk-list";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Bulk messages" };

export default page({ permission: "bulk.send" }, async () => <BulkList />);
