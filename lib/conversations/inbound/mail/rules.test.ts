import { describe, expect, it } from "vitest";
import { bareAddress, isDoubtful, namedBy, readMail } from "@/lib/conversations/inbound/mail/rules";

const mail = (text: string) => readMail({ text }).own;

describe("what a person wrote", () => {
  it("is the answer without what it quotes", () => {
    expect(
      mail(
        "Friday works.\r\n\r\nOn Mon, Jun 1, 2026 at 9:00 AM Cedar Lane <desk@x.example> wrote:\r\n> Does Friday work?\r\n",
      ),
    ).toBe("Friday works.");
  });
  it("is everything when nothing else would be left", () => {
    expect(mail("> Does Friday work?")).toBe("> Does Friday work?");
  });
  it.each([
    ["newlines", "\n".repeat(200_000)],
    ["blank lines", " \n".repeat(100_000)],
    ["carriage returns", "\r".repeat(200_000)],
    ["quotes", "> a\n".repeat(50_000)],
    ["headers", "From: a\n".repeat(25_000)],
    ["wrote", "On a wrote:\n".repeat(20_000)],
    ["dashes", "-- \n_\n".repeat(40_000)],
  ])("costs no more than a moment among 200 kB of %s", (_, text) => {
    const begun = process.cpuUsage();
    mail(`Yes\n${text}`);
    expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(2_000);
  });
});

describe("what stands under her words", () => {
  it.each([
    [
      "Gmail",
      "Yes, 3 pm.\n\nOn Mon, Jun 1, 2026 at 9:00 AM Cedar Lane <desk@x.example>\nwrote:\n\n> Does 3 pm work?\n> Cedar Lane",
    ],
    [
      "Outlook",
      "Yes, 3 pm.\n\n________________________________\nFrom: Cedar Lane <desk@x.example>\nSent: Monday, June 1, 2026 9:00 AM\nTo: Ana <ana@x.example>\nSubject: Your visit\n\nDoes 3 pm work?",
    ],
    [
      "Apple",
      "Yes, 3 pm.\n\nSent from my iPhone\n\n> On Jun 1, 2026, at 9:00 AM, Cedar Lane <desk@x.example> wrote:\n>\n> Does 3 pm work?",
    ],
    [
      "Spanish",
      "Yes, 3 pm.\n\nEl lun, 1 jun 2026 a las 9:00, Cedar Lane (<desk@x.example>) escribió:\n\n> ¿Le sirve a las 3?",
    ],
    ["a signature", "Yes, 3 pm.\n\n-- \nAna Ruiz\n555-0100"],
  ])("%s", (_, text) => {
    const { own, quoted } = readMail({ text });
    expect(own).toBe("Yes, 3 pm.");
    expect(quoted).toMatch(/desk@x\.example|Ana Ruiz/);
  });

  it("is kept whole, however long it is, and is nothing where nothing is quoted", () => {
    const long = readMail({
      text: `Yes.\n\nOn Mon, Jun 1, 2026 Ana <a@x.example> wrote:\n${"> a line\n".repeat(2_000)}> end`,
    });
    expect(long.own).toBe("Yes.");
    expect(long.quoted?.endsWith("> end")).toBe(true);
    expect(readMail({ text: "Yes, 3 pm." })).toEqual({ own: "Yes, 3 pm.", quoted: null });
  });

  it("an answer to an invitation is put into words", () => {
    const mail = {
      references: [],
      autoSubmitted: false,
      invitation: { answer: "declined", summary: "Visit" },
    } as const;
    expect(readMail({ text: "", mail: { ...mail, references: [] } }).own).toBe(
      "Declined the invitation “Visit”.",
    );
  });
});

describe("who may have written it", () => {
  it.each([
    ["SPF of her own domain", { spf: "pass", returnPath: "bounce@mail.gmail.com" }, false],
    [
      "a signature of her domain, whatever SPF says of a forwarder",
      { spf: "softfail", returnPath: "x@list.example", dkim: "{@gmail.com : pass}" },
      false,
    ],
    ["one of two signatures", { dkim: "{@list.example : fail, @gmail.com : pass}" }, false],
    ["nothing known", { spf: "none", dkim: "none" }, false],
    ["an answer that said nothing", {}, false],
    ["SPF that fails", { spf: "fail", returnPath: "ana@gmail.com", dkim: "none" }, true],
    [
      "somebody else's domain that vouches for itself",
      { spf: "pass", returnPath: "x@evil.example", dkim: "{@evil.example : pass}" },
      true,
    ],
    ["a name that only ends alike", { spf: "pass", returnPath: "x@evilgmail.com" }, true],
    ["a broken signature", { dkim: "{@gmail.com : fail}" }, true],
  ])("%s", (_, mail, doubtful) => expect(isDoubtful("Ana@gmail.com", mail)).toBe(doubtful));
});

it("reads the mails that a mail names, whether the id is ours or the vendor's", () => {
  const attempt = "0190a0b0-0000-7000-8000-000000000001";
  expect(namedBy([`<${attempt}@clinic.example>`, undefined, "<x1@geopod-ismtpd-7>"])).toEqual({
    attempts: [attempt],
    refs: [`<${attempt}@clinic.example>`, "<x1@geopod-ismtpd-7>", attempt, "x1"],
  });
  expect(bareAddress("Desk+abc123@Clinic.example")).toBe("desk@clinic.example");
});
