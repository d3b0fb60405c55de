import type { Metadata } from "next";
import { BulkScreen } from "@/components/bulk/bulk-screen";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Bulk message" };

export default page({ permission: "bulk.send" }, async (_ctx, { params }) => (
  <BulkScreen id={params.id ?? ""} />
));
