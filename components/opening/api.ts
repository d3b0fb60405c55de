import { queryOptions } from "@tanstack/react-query";
import { requestJson } from "@/components/auth/request";
import type { OpeningView, SaveOpening } from "@/lib/clinics/opening/schema";

const AT = "/api/v1/settings/opening";

/** When the clinic is open. A colleague's change is told by the live stream. */
export const openingQuery = queryOptions({
  queryKey: ["engine", "opening"] as const,
  queryFn: ({ signal }) => requestJson<OpeningView>(AT, { signal }),
});

export function saveOpening(body: SaveOpening): Promise<OpeningView> {
  return requestJson(AT, { method: "PUT", body });
}
