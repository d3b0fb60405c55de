import { recentHealth } from "@/lib/health/queries";
import { HealthSchema } from "@/lib/health/schema";
import { open } from "@/lib/http/open";

export const dynamic = "force-dynamic";

/** Anyone may ask as often as they like; a monitor is told of a second ago. */
const FRESH_MS = 1_000;

export const GET = open({ summary: "Whether the hub is well", returns: HealthSchema }, async () => {
  const health = await recentHealth(FRESH_MS);
  return { status: health.status === "down" ? 503 : 200, body: health };
});
