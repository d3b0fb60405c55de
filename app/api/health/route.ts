import { getHealth } from "@/lib/health/queries";
import { HealthSchema } from "@/lib/health/schema";
import { open } from "@/lib/http/open";

export const dynamic = "force-dynamic";

export const GET = open({ summary: "Whether the hub is well", returns: HealthSchema }, async () => {
  const health = await getHealth();
  return { status: health.status === "down" ? 503 : 200, body: health };
});
