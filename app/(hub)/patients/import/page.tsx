import type { Metadata } from "next";
import { ImportStart } from "@/components/imports/import-start";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "Import patients" };

export default page({ permission: "patient.import" }, async () => <ImportStart />);
