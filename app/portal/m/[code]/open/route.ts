import { portal } from "@/lib/http/portal";
import { openLetter } from "@/lib/secure/opening/commands";
import { Letter, OpenLetter } from "@/lib/secure/schema";

export const POST = portal({ body: OpenLetter, returns: Letter }, openLetter);
