import { expect, it } from "vitest";
import { claim } from "@/lib/delivery/claim/commands";
import { drive } from "@/lib/delivery/commands";
import { settleUnknown } from "@/lib/delivery/unknown/commands";
import type { AttemptTrace } from "@/lib/providers/attempt-trace";
import type { Provider } from "@/lib/providers/port";
import { suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient, phoneNumber } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const system = { kind: "system", job: "test" } as const;

/** A clinic whose vendor lists what the test says, and two children on one phone. */
async function family(find: Provider["find"]) {
  const twilio = testVendor("twilio", "SMS");
  Object.assign(twilio.provider, { find });
  const clinic = await suite({ providers: [twilio.provider] });
  const phone = phoneNumber();
  const children = [await patient(clinic, { phone }), await patient(clinic, { phone })] as const;
  return { clinic, children };
}

const outcomeOf = async (clinic: Awaited<ReturnType<typeof suite>>, id: string) =>
  (await stored(clinic, id)).deliveries[0];

it("does not take a sibling's text for its own, and keeps nobody else waiting for it", async () => {
  let shown = "";
  const other = phoneNumber();
  const find = async ({ to }: AttemptTrace) => ({ ref: to === other ? `SM-${other}` : shown });
  const { clinic, children } = await family(find);
  const [lost = ""] = await outbound(clinic, children[0]);
  const [theirs = ""] = await outbound(clinic, await patient(clinic, { phone: other }));
  await claim(clinic.ctx(system), [lost, theirs]);
  const [sent = ""] = await outbound(clinic, children[1]);
  await drive(clinic.ctx(), [sent]);
  shown = (await outcomeOf(clinic, sent))?.providerMessageId ?? "";
  clinic.time.advance(41_000);
  await settleUnknown(clinic.ports, clinic.clinicId);
  expect(await outcomeOf(clinic, lost)).toMatchObject({ outcome: null, providerMessageId: null });
  expect(await outcomeOf(clinic, theirs)).toMatchObject({ outcome: "accepted" });
});

it("cannot tell two equal texts apart while neither has an answer", async () => {
  const { clinic, children } = await family(async () => ({ ref: "SM-one-of-two" }));
  const ids = [...(await outbound(clinic, children[0])), ...(await outbound(clinic, children[1]))];
  await claim(clinic.ctx(system), ids);
  clinic.time.advance(41_000);
  await settleUnknown(clinic.ports, clinic.clinicId);
  for (const id of ids) expect(await outcomeOf(clinic, id)).toMatchObject({ outcome: null });
});

it("settles the others when the database refuses one", async () => {
  const { clinic } = await family(async ({ to }) => ({ ref: to === bad ? "\u0000" : `SM-${to}` }));
  const bad = phoneNumber();
  const [refused = ""] = await outbound(clinic, await patient(clinic, { phone: bad }));
  const [fine = ""] = await outbound(clinic, await patient(clinic));
  await claim(clinic.ctx(system), [refused, fine]);
  clinic.time.advance(41_000);
  expect(await settleUnknown(clinic.ports, clinic.clinicId)).toBe(true);
  expect(await outcomeOf(clinic, refused)).toMatchObject({ outcome: null });
  expect(await outcomeOf(clinic, fine)).toMatchObject({ outcome: "accepted" });
});

const MINUTE = 60_000;
it.each<[string, { proof: Provider["proof"]; find?: Provider["find"] }, number, string | null]>([
  ["a list that shows it", { proof: "list", find: async () => ({ ref: "SM-found" }) }, MINUTE, "accepted"],
  [
    "a list with two of them, or without words",
    { proof: "list", find: async () => "cannot tell" },
    5 * MINUTE,
    null,
  ],
  ["a list that may lag behind", { proof: "list", find: async () => "absent" }, MINUTE, null],
  [
    "a list without it after two minutes",
    { proof: "list", find: async () => "absent" },
    3 * MINUTE,
    "rejected",
  ],
  ["receipts alone (SendGrid)", { proof: "receipt" }, 60 * MINUTE, null],
  ["nobody but a person (a mail server)", { proof: "none" }, 60 * MINUTE, null],
  ["a second copy that replaces the first (FCM)", { proof: "collapse" }, MINUTE, "rejected"],
])("what proof an unknown outcome has: %s", async (_, how, after, outcome) => {
  const silent = testVendor("twilio", "SMS", () => null);
  Object.assign(silent.provider, how);
  const clinic = await suite({ providers: [silent.provider] });
  const [id = ""] = await outbound(clinic, await patient(clinic));
  await drive(clinic.ctx(), [id]);
  clinic.time.advance(after);
  await settleUnknown(clinic.ports, clinic.clinicId);
  // Our conclusion, and no refusal of a vendor that may have worked.
  const outcomeReason = outcome === "rejected" ? "unconfirmed" : null;
  expect(await outcomeOf(clinic, id)).toMatchObject({ outcome, outcomeReason });
  clinic.time.advance(10 * MINUTE);
  await drive(clinic.ctx(), [id]);
  // Only what certainly did not arrive, or replaces itself, is handed over a second time.
  expect(silent.sent).toHaveLength(outcome === "rejected" ? 2 : 1);
  const keys = silent.sent.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
