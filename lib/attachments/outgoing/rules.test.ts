import { expect, test } from "vitest";
import { checkFile, fileSentence, linkCause, plainName } from "@/lib/attachments/outgoing/rules";

const bytes = (text: string) => Buffer.from(text, "latin1");
const PDF = "%PDF-1.7 …";
const zip = (...names: string[]) => `PK\x03\x04[Content_Types].xml${names.join("")}`;
const fine = (contentType: string, filename: string) => ({ kind: "fine", contentType, filename });
const refused = (reason: string) => expect.objectContaining({ kind: "refused", reason });

test.each([
  ["a PDF", PDF, "form.pdf", fine("application/pdf", "form.pdf")],
  ["a PDF without an ending", PDF, "form", fine("application/pdf", "form.pdf")],
  ["a photo", "\xff\xd8\xff\xe0", "IMG 1.JPEG", fine("image/jpeg", "IMG 1.JPEG")],
  ["a letter", zip("word/document.xml"), "a.docx", fine(expect.stringContaining("wordprocessing"), "a.docx")],
  ["a table of plain text", "a,b\n1,2\n", "list.csv", fine("text/csv", "list.csv")],
  ["a picture called a PDF", "\x89PNG\r\n\x1a\n", "form.pdf", refused("name")],
  ["a program called a PDF", "MZ\x90\x00", "form.pdf", refused("type")],
  ["a web page", "<!DOCTYPE html><p>", "a.txt", refused("type")],
  ["a drawing that runs scripts", "<svg onload=x>", "a.txt", refused("type")],
  ["an archive", "PK\x03\x04stuff", "a.zip", refused("type")],
  ["a letter with macros", zip("word/", "vbaProject.bin"), "a.docx", refused("type")],
  ["nothing", "", "a.pdf", refused("empty")],
])("%s", (_, content, name, answer) => {
  expect(checkFile(bytes(content), name)).toEqual(answer);
});

test("one byte over 25 MB is too large", () => {
  const large = Buffer.alloc(25_000_001);
  large.write(PDF, 0, "latin1");
  expect(checkFile(large, "a.pdf")).toMatchObject({ reason: "too_large" });
  expect(checkFile(large.subarray(1_000_000 - 1_000_000, 25_000_000), "a.pdf")).toMatchObject({
    kind: "fine",
  });
});

test.each([
  ["../../etc/passwd", "passwd"],
  ["C:\\lab\\result.pdf", "result.pdf"],
  ["cod\u202efdp.exe", "codfdp.exe"],
  ["a\r\nBcc: x.pdf", "aBcc x.pdf"],
  [`${"n".repeat(300)}.pdf`, `${"n".repeat(110)}.pdf`],
])("%j is called %j", (given, name) => {
  expect(plainName(given)).toBe(name);
});

const open = { hidden: false, strict: false, privateWords: false, size: 100 };
test.each([
  [open, null],
  [{ ...open, hidden: true }, "hidden_words"],
  [{ ...open, strict: true }, "clinic_rule"],
  [{ ...open, privateWords: true }, "private_words"],
  [{ ...open, size: 18_000_001 }, "too_large"],
])("%j goes by link because of %s", (facts, cause) => {
  expect(linkCause(facts)).toBe(cause);
});

test("the sentence holds the link once, in the patient's language", () => {
  for (const language of ["en", "es"])
    for (const count of [1, 2])
      expect(fileSentence({ count, until: "Fri, Jun 12", language }).split("{link}")).toHaveLength(2);
});
