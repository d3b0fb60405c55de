import { webhook } from "@/lib/http/webhook";

export const POST = webhook;
