import { queryOptions } from "@tanstack/react-query";
import { requestJson } from "@/components/auth/request";
import type { AccountTest, AccountVendor, AccountView, Credentials } from "@/lib/accounts/schema";

interface Accounts {
  items: (Omit<AccountView, "savedAt" | "previousUntil"> & {
    savedAt: string | null;
    previousUntil: string | null;
  })[];
}
export type Account = Accounts["items"][number];

export const accountsQuery = queryOptions({
  queryKey: ["engine", "accounts"] as const,
  queryFn: ({ signal }) => requestJson<Accounts>("/api/v1/accounts", { signal }),
});

export const testAccount = (account: Credentials) =>
  requestJson<AccountTest>("/api/v1/accounts/test", { body: account });

export const saveAccount = (account: Credentials) =>
  requestJson<Accounts>("/api/v1/accounts", { method: "PUT", body: account });

export const removeAccount = (vendor: AccountVendor) =>
  requestJson<Accounts>(`/api/v1/accounts/${vendor}`, { method: "DELETE" });
