import { expect, test } from "vitest";
import { keptFiles } from "@/lib/attachments/inbound/rules";
import { nameFor, typeOf } from "@/lib/attachments/rules";

const bytes = (text: string) => Buffer.from(text, "latin1");

test.each([
  ["\xff\xd8\xff\xe0", "image/png", "image/jpeg"],
  ["\x89PNG\r\n\x1a\n....", "text/html", "image/png"],
  ["GIF89a", "application/octet-stream", "image/gif"],
  ["RIFF\x01\x02\x03\x04WEBPVP8 ", "image/webp", "image/webp"],
  ["%PDF-1.7", "image/jpeg", "application/pdf"],
  ["<svg onload=alert(1)>", "image/png", "application/octet-stream"],
  ["<svg onload=alert(1)>", "image/svg+xml", "application/octet-stream"],
  ["<html>", "application/pdf", "application/octet-stream"],
  ["#!AMR", "audio/amr", "audio/amr"],
  ["x", "text/html\r\nx: y", "application/octet-stream"],
])("bytes %j that claim to be %s are %s", (content, said, type) => {
  expect(typeOf(bytes(content), said)).toBe(type);
});

test("a file without an ending gets that of its type", () => {
  expect(nameFor("media-1", "image/jpeg")).toBe("media-1.jpg");
  expect(nameFor("scan.pdf", "application/pdf")).toBe("scan.pdf");
  expect(nameFor("media-1", "audio/amr")).toBe("media-1");
});

test.each([
  ["letter.pdf.exe", "program"],
  ["letter.exe.", "program"],
  ["letter.JS . .", "program"],
  ["letter.msc", "program"],
  ["exe", null],
  ["plan.executive.pdf", null],
  ["notes.", null],
])("of a file called %j a patient's computer makes %s", (filename, refused) => {
  const file = { filename, contentType: "application/pdf", content: bytes("%PDF-1.7") };
  expect(keptFiles([file])[0]?.refused).toBe(refused);
});
