import type { Metadata } from "next";
import { OpenQuestions } from "@/components/revocations/open-questions";
import { page } from "@/lib/http/page";

export const metadata: Metadata = { title: "To be decided" };

export default page({ permission: "patient.write" }, async () => <OpenQuestions />);
