import { describe, expect, it } from "vitest";
import { type MailAbout, mailHeaders } from "@/lib/delivery/claim/mail/rules";
import { checkMail } from "@/simulator/sendgrid/check";

const ATTEMPT = "0199f0a0-0000-7000-8000-000000000001";
const about: MailAbout = {
  clinicId: "0199f0a0-0000-7000-8000-00000000000c",
  patientId: "0199f0a0-0000-7000-8000-00000000000d",
  attemptId: ATTEMPT,
  marketing: false,
  automatic: false,
  from: "desk@clinic.example",
  to: "ana@example.com",
  takesMail: true,
  mailbox: "desk@in.clinic.example",
  publicUrl: "https://hub.example",
  secret: "secret",
};
const inThread = (thread: string[], more: Partial<MailAbout> = {}) =>
  mailHeaders({ language: "en", thread }, { ...about, ...more });

describe("the headers of a mail", () => {
  it("name it by the attempt, and the thread it stands in, the last one as what it answers", () => {
    expect(inThread(["<a@x.example>", "<b@x.example>"])).toEqual({
      "Message-ID": `<${ATTEMPT}@clinic.example>`,
      "In-Reply-To": "<b@x.example>",
      References: "<a@x.example> <b@x.example>",
    });
    expect(inThread([])).toEqual({ "Message-ID": `<${ATTEMPT}@clinic.example>` });
  });

  it.each([
    ["two lines", "<a@x.example>\r\nBcc: all@x.example"],
    ["no brackets", "a@x.example"],
    ["no domain", "<a>"],
    ["no end", `<${"a".repeat(300)}@x.example>`],
    ["a bracket within", "<a><b@x.example>"],
  ])("take no id of a stranger that is none: %s", (_, id) => {
    expect(inThread([id])).not.toHaveProperty("References");
    expect(inThread(["<a@x.example>", id])).toMatchObject({ References: "<a@x.example>" });
  });

  it("stay within one line of RFC 5322, however long the thread and its ids: the oldest are left out", () => {
    const ids = Array.from({ length: 40 }, (_, n) => `<${"x".repeat(100)}${n}@${"y".repeat(60)}.example>`);
    const { References: line = "", "In-Reply-To": answered } = inThread(ids);
    expect(`References: ${line}`.length).toBeLessThan(998);
    expect(answered).toBe(ids.at(-1));
    expect(line.split(" ")).toEqual(ids.slice(-line.split(" ").length));
    expect(line.split(" ").length).toBeGreaterThan(3);
  });

  it("bear the ways out for marketing alone: by https always, by mail where mail comes to us", () => {
    const headers = inThread([], { marketing: true });
    const [, code = ""] = /\/u\/([0-9a-z]{25})\/one-click>/.exec(headers["List-Unsubscribe"] ?? "") ?? [];
    expect(headers).toMatchObject({
      "List-Unsubscribe": `<https://hub.example/u/${code}/one-click>, <mailto:desk+unsub${code}@in.clinic.example?subject=unsubscribe>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
    expect(inThread([], { marketing: true, takesMail: false })["List-Unsubscribe"]).toBe(
      `<https://hub.example/u/${code}/one-click>`,
    );
    expect(inThread([])).not.toHaveProperty("List-Unsubscribe");
  });

  it("name nobody: one code stands for who and which clinic, another for the same person elsewhere", () => {
    const wayOut = (more: Partial<MailAbout> = {}) =>
      inThread([], { marketing: true, ...more })["List-Unsubscribe"];
    const said = JSON.stringify(inThread([], { marketing: true }));
    for (const secret of [about.clinicId, about.patientId, "ana"]) expect(said).not.toContain(secret);
    expect(wayOut()).toBe(wayOut({ attemptId: "0199f0a0-0000-7000-8000-000000000002" }));
    const others = [{ clinicId: about.patientId }, { patientId: about.clinicId }, { to: "leo@example.com" }];
    expect(new Set([wayOut(), ...others.map(wayOut), wayOut({ secret: "of another hub" })]).size).toBe(5);
  });

  it("ask machines not to answer a machine", () => {
    expect(inThread([], { automatic: true })).toMatchObject({ "Auto-Submitted": "auto-generated" });
    expect(inThread([])).not.toHaveProperty("Auto-Submitted");
  });

  it("are none that SendGrid forbids", () => {
    const headers = inThread(["<a@x.example>"], { marketing: true, automatic: true });
    const mail = {
      personalizations: [{ to: [{ email: about.to }], headers }],
      from: { email: about.from },
      subject: "News",
      content: [{ type: "text/plain", value: "Hi" }],
    };
    expect(checkMail(mail, 0)).toHaveProperty("request");
  });
});
