import type { Account, Profile } from "next-auth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { authOptions } from "@/lib/auth/next-auth";
import { closeDatabase } from "@/lib/db/client";
import { inClinic } from "@/lib/db/transaction";
import { installPorts } from "@/lib/ports";
import { type Suite, suite } from "@/lib/testing/ctx";

let clinic: Suite;
beforeAll(async () => {
  clinic = await suite();
  installPorts({ clock: clinic.time.clock });
});
afterAll(closeDatabase);

const callbacks = () => authOptions(new Request("http://localhost:3000/api/auth/callback/oidc")).callbacks;
const account: Account = { provider: "oidc", type: "oauth", providerAccountId: "subject" };
const profile = (email: string, verified: unknown) =>
  ({ sub: "subject", email, email_verified: verified }) as Profile & { sub: string };
const known = () => `front_desk@test-${clinic.clinicId}.example`;
const allowed = (given: Profile) =>
  callbacks()?.signIn?.({ user: { id: "subject" }, account, profile: given });

test("an identity provider's word counts for a verified address of our staff only", async () => {
  expect(await allowed(profile(known().toUpperCase(), true))).toBe(true);
  expect(await allowed(profile(known(), "true"))).toBe(true);
  expect(await allowed(profile(known(), false))).toBe(false);
  expect(await allowed(profile(known(), undefined))).toBe(false);
  expect(await allowed(profile("nobody@example.org", true))).toBe(false);
  const disabledAt = clinic.time.clock();
  await inClinic(clinic.clinicId, (tx) =>
    tx.staff.updateMany({ where: { id: clinic.staff.clinician }, data: { disabledAt } }),
  );
  expect(await allowed(profile(`clinician@test-${clinic.clinicId}.example`, true))).toBe(false);
});

test("the token holds a session's id and nothing about a person", async () => {
  const user = { id: "subject", name: "Dana", email: known() };
  const token = await callbacks()?.jwt?.({
    token: { name: "Dana", email: known() },
    user,
    account,
    profile: profile(known(), true),
  });
  expect(Object.keys(token ?? {})).toEqual(["sid"]);
  const again = await callbacks()?.jwt?.({ token: { ...token, name: "Dana" }, user: user, account: null });
  expect(Object.keys(again ?? {})).not.toContain("name");
  const row = await inClinic(clinic.clinicId, (tx) =>
    tx.session.findFirst({ where: { id: String(token?.sid), clinicId: clinic.clinicId } }),
  );
  expect(row?.staffId).toBe(clinic.staff.front_desk);
});
