import { queryOptions } from "@tanstack/react-query";
import { requestJson } from "@/components/auth/request";
import type { PolicyView, SavePolicy } from "@/lib/policy/schema";

const AT = "/api/v1/settings/policy";

/** The clinic's rules. A colleague's change is told by the live stream. */
export const policyQuery = queryOptions({
  queryKey: ["engine", "policy"] as const,
  queryFn: ({ signal }) => requestJson<PolicyView>(AT, { signal }),
});

export function savePolicy(body: SavePolicy): Promise<PolicyView> {
  return requestJson(AT, { method: "PUT", body });
}
