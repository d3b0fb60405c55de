import type { Metadata } from "next";
import { AgainBulk } from "@/components/bulk/again-bulk";
import { NewBulk } from "@/components/bulk/new-bulk";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "New bulk message" };

export default page({ permission: "bulk.send" }, async (_ctx, { query }) =>
  typeof query.again === "string" ? <AgainBulk id={query.again} /> : <NewBulk />,
);
