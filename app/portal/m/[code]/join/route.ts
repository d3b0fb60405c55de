import { portalJoin } from "@/lib/http/portal";
import { JoinByLink } from "@/lib/portal/schema";
import { joinByLink } from "@/lib/secure/joining/commands";

export const POST = portalJoin(JoinByLink, joinByLink);
