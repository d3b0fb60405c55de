import { beforeAll, describe, expect, it } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import type { Knocked } from "@/lib/providers/account/schema";
import { type Outside, outside } from "@/lib/providers/outside";
import type { Provider } from "@/lib/providers/port";
import { getSetup } from "@/lib/setup/queries";
import { above, judgeDkim, judgeDmarc, judgeFiles, judgeSpf, judgeWayOut } from "@/lib/setup/rules";
import type { Records } from "@/lib/setup/schema";
import { countLookups } from "@/lib/setup/spf/queries";
import { type Suite, suite } from "@/lib/testing/ctx";
import { testVendor } from "@/lib/testing/provider";
import { noteSigned, writeProofs } from "@/lib/webhooks/proofs/commands";

const D = "clinic.example";

it.each<[string, string, Records, string]>([
  ["one that names SendGrid", "sendgrid", ["v=spf1 include:sendgrid.net ~all"], "ok"],
  ["none, with SendGrid's own return path", "sendgrid", ["google-site-verification=x"], "ok"],
  ["two of them", "sendgrid", ["v=spf1 a ~all", "v=spf1 include:sendgrid.net -all"], "problem"],
  ["none for an own server", "smtp", [], "problem"],
  ["one for an own server", "smtp", ["v=spf1 ip4:192.0.2.1 -all"], "ok"],
  ["something that only looks like one", "smtp", ["v=spf10 all"], "problem"],
  ["no answer", "sendgrid", null, "unknown"],
  ["one that lets anybody", "sendgrid", ["v=spf1 include:sendgrid.net +all"], "problem"],
  ["one that lets anybody, unsigned", "smtp", ["v=spf1 ip4:192.0.2.1 all"], "problem"],
  ["one that lets nobody", "smtp", ["v=spf1 -all"], "problem"],
  ["one that stands elsewhere", "smtp", ["v=spf1 redirect=_spf.mailer.example"], "ok"],
])("SPF: %s", (_, provider, records, state) => {
  expect(judgeSpf(D, provider, records).state).toBe(state);
});

it("SPF: looks that receivers do for it are counted through what it includes, and past ten it is broken", async () => {
  const zone: Record<string, string[]> = {
    "a.example": ["v=spf1 include:b.example include:c.example mx ip4:192.0.2.1 ~all"],
    "b.example": ["v=spf1 a mx ptr exists:%{i}.x.example include:d.example -all"],
    "c.example": ["other", "v=spf1 ip6:2001:db8::1 -all"],
    "d.example": ["v=spf1 a:x.example a/24 ?mx:y.example -all"],
    "loop.example": ["v=spf1 include:loop.example -all"],
  };
  const txt = async (host: string) => zone[host] ?? null;
  expect(await countLookups(zone["a.example"] ?? [], { txt })).toBe(11);
  expect(await countLookups(zone["loop.example"] ?? [], { txt })).toBe(11);
  expect(await countLookups(["v=spf1 include:gone.example mx -all"], { txt })).toBe(2);
  expect(await countLookups(null, { txt })).toBe(0);
  expect(judgeSpf(D, "smtp", zone["a.example"] ?? [], 11)).toMatchObject({
    state: "problem",
    found: expect.stringContaining("more than 10 lookups"),
  });
});

it.each<[string, Records, Records, string]>([
  ["a policy of the domain above", [], ["v=DMARC1; p=reject"], "ok"],
  ["a softer one for what stands below", [], ["v=DMARC1; p=reject; sp=none"], "advice"],
  ["one of its own before that", ["v=DMARC1; p=none"], ["v=DMARC1; p=reject"], "advice"],
  ["none above either", [], [], "problem"],
  ["no answer above", [], null, "unknown"],
])("DMARC of mail.clinic.example: %s", (_, own, records, state) => {
  expect(above("mail.clinic.example")).toEqual(["clinic.example"]);
  expect(judgeDmarc("mail.clinic.example", own, [{ domain: D, records }]).state).toBe(state);
});

it.each<[string, Records, string]>([
  ["reject", ["v=DMARC1; p=reject; rua=mailto:x@clinic.example"], "ok"],
  ["quarantine, written tight", ["v=DMARC1;p=quarantine"], "ok"],
  ["only a policy of subdomains", ["v=DMARC1; sp=reject"], "problem"],
  ["watching", ["v=DMARC1; p=none"], "advice"],
  ["nothing", [], "problem"],
  ["two of them", ["v=DMARC1; p=none", "v=DMARC1; p=reject"], "problem"],
  ["no answer", null, "unknown"],
])("DMARC: %s", (_, records, state) => {
  expect(judgeDmarc(D, records).state).toBe(state);
});

it.each<[string, Records, Records, string]>([
  ["both keys", ["k=rsa; p=MIGf"], ["p=MIGf"], "ok"],
  ["a key that was withdrawn", ["k=rsa; p="], ["p=MIGf"], "problem"],
  ["no keys", [], [], "problem"],
  ["no answer", null, [], "unknown"],
])("DKIM: %s", (_, first, second, state) => {
  const keys = [
    { host: `s1._domainkey.${D}`, records: first },
    { host: `s2._domainkey.${D}`, records: second },
  ];
  expect(judgeDkim(D, "sendgrid", keys).state).toBe(state);
});

it("DKIM: one key of one's own is as good, where automatic security is off", () => {
  const keys = ["s1", "s2", "m1"].map((selector) => ({
    host: `${selector}._domainkey.${D}`,
    records: selector === "m1" ? ["k=rsa; p=MIGf"] : [],
  }));
  expect(judgeDkim(D, "sendgrid", keys).state).toBe("ok");
});

it.each([
  ["database", null, "ok", "with everything else"],
  ["s3", null, "ok", "The store answers"],
  ["s3", "The store of files does not answer: check S3_ENDPOINT.", "problem", "check S3_ENDPOINT"],
  ["disk", "The folder of files cannot be written (EACCES).", "problem", "wait in the database"],
] as const)("files at %s with %j: %s", (place, trouble, state, words) => {
  const verdict = judgeFiles(place, trouble);
  expect(verdict).toMatchObject({ state, found: expect.stringContaining(words) });
  expect(verdict.fix === null).toBe(state === "ok");
});

it.each([
  ["https://hub.example", "ok"],
  ["http://hub.example", "problem"],
  ["http://localhost:3000", undefined],
])("the way out of mail by %s: %s", (publicUrl, state) => {
  expect(judgeWayOut(publicUrl)?.state).toBe(state);
});

describe("a clinic's setup", () => {
  let clinic: Suite;
  /** Names of its own: what other suites' vendors signed is no proof here. */
  const owned = new Map<string, Provider>();
  const asked: string[] = [];
  let knocked: Knocked = { kind: "asked" };
  let signs = true;
  const seen: Outside = {
    ...outside,
    pause: async () => writeProofs(),
    txt: async (host) => {
      asked.push(host);
      return host.startsWith("_dmarc.") ? ["v=DMARC1; p=reject"] : ["k=rsa; p=MIGf"];
    },
    post: async (url, headers) => {
      asked.push(url);
      return "X-Twilio-Signature" in headers ? 200 : 403;
    },
  };
  const checkOf = async (id: string) =>
    (await getSetup(clinic.ctx("admin"), seen)).checks.find((check) => check.id === id);

  beforeAll(async () => {
    const vendor = (name: string, channel: "SMS" | "EMAIL") =>
      testVendor(name, channel, () => ({ kind: "accepted", ref: "1" })).provider;
    clinic = await suite({ providers: [vendor("twilio", "SMS")] });
    const { clinicId } = clinic;
    const knock = async () => {
      if (knocked.kind === "asked" && signs) noteSigned("sendgrid", clinicId, clinic.time.clock());
      return knocked;
    };
    owned.set("sendgrid", { ...vendor("sendgrid", "EMAIL"), ownerId: clinicId, knock });
    owned.set("telnyx", { ...vendor("telnyx", "SMS"), ownerId: clinicId });
    Object.assign(clinic.ports.providers, Object.fromEntries(owned));
    await inClinic(clinicId, async (tx) => {
      await tx.sender.updateMany({ where: { clinicId, channel: "SMS" }, data: { registration: "pending" } });
      await tx.vendor.updateMany({ where: { clinicId, provider: "sendgrid" }, data: { baaSignedAt: null } });
    });
  });

  it("names what is to be mended, and asks only about its own domain and doors", async () => {
    const { checks } = await getSetup(clinic.ctx("admin"), seen);
    const problems = checks.filter(({ state }) => state === "problem");
    expect(problems.map(({ id }) => id.split(":")[0])).toEqual(["sender", "agreement"]);
    expect(problems.every(({ fix }) => fix !== null)).toBe(true);
    const states = checks.filter(({ area }) => area === "mail").map(({ state }) => state);
    expect(states).toEqual(["ok", "ok", "ok"]);
    const domain = `test-${clinic.clinicId}.example`;
    expect(asked.filter((each) => !each.startsWith("http")).every((host) => host.endsWith(domain))).toBe(
      true,
    );
    expect(asked.some((each) => each.endsWith("/api/v1/messages/webhook/twilio"))).toBe(true);
  });

  it("has the vendor post a test event, and says of every vendor when a good signature last came", async () => {
    expect(await checkOf("webhook:sendgrid")).toMatchObject({
      state: "ok",
      found: expect.stringContaining("posted a signed test event here"),
      lastSignedAt: clinic.time.clock().toISOString(),
    });
    expect(await checkOf("webhook:telnyx")).toMatchObject({
      state: "unknown",
      fix: expect.stringContaining("text one of the clinic's numbers there"),
      lastSignedAt: null,
    });
    noteSigned("telnyx", clinic.clinicId, clinic.time.clock());
    await writeProofs();
    expect(await checkOf("webhook:telnyx")).toMatchObject({
      state: "ok",
      lastSignedAt: clinic.time.clock().toISOString(),
    });
  });

  it("says so when the test event does not come, and what is wrong at the vendor", async () => {
    signs = false;
    clinic.time.advance(3_600_000);
    expect(await checkOf("webhook:sendgrid")).toMatchObject({
      state: "problem",
      found: expect.stringContaining("none came"),
    });
    knocked = { kind: "wrong", trouble: "unsigned" };
    expect(await checkOf("webhook:sendgrid")).toMatchObject({
      state: "problem",
      fix: expect.stringContaining("Signed Event Webhook"),
    });
  });
});
