import { follow } from "@/lib/http/follow";
import { followLink } from "@/lib/links/following/commands";

export const dynamic = "force-dynamic";

export const GET = follow(followLink);
export const HEAD = follow(followLink);
