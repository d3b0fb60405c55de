import { portalFile } from "@/lib/http/portal";
import { fetchFile } from "@/lib/secure/files/commands";
import { FetchFile } from "@/lib/secure/schema";

export const POST = portalFile(FetchFile, fetchFile);
