import { beforeAll, expect, test } from "vitest";
import { GET } from "@/app/api/v1/attachments/[id]/route";
import { inClinic } from "@/lib/db/transaction";
import { createKey } from "@/lib/keys/commands";
import { getMessage } from "@/lib/messages/queries";
import { installPorts } from "@/lib/ports";
import { type Suite, suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { patient } from "@/lib/testing/patients";

let here: Suite;
let keys: { here: string; there: string };

beforeAll(async () => {
  here = await suite();
  const there = await suite();
  installPorts({ clock: here.time.clock, providers: {} });
  const keyOf = async (of: Suite) =>
    (await createKey(of.ctx("admin"), { name: "test", scopes: ["message.read"] })).secret;
  keys = { here: await keyOf(here), there: await keyOf(there) };
});

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

async function received(filename: string, contentType: string, content: Uint8Array = PNG) {
  const maria = await patient(here);
  const id = await inbound(here, maria, "See this", { attachments: [{ filename, contentType, content }] });
  const [file] = (await getMessage(here.ctx(), id)).attachments;
  return file?.id ?? "";
}

async function open(id: string, key: string | null = keys.here) {
  const headers: HeadersInit = key ? { authorization: `Bearer ${key}` } : {};
  const request = new Request(`http://localhost:3000/api/v1/attachments/${id}`, { headers });
  return GET(request, { params: Promise.resolve({ id }) });
}

test("a picture is shown, sandboxed and kept by nobody, and its opening is on record", async () => {
  const id = await received("rash.png", "image/png");
  const answer = await open(id);
  expect(answer.status).toBe(200);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "image/png",
    "content-disposition": "inline; filename*=UTF-8''rash.png",
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'self'",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
  });
  const opened = { action: "attachment.opened", subjectId: id, actorKind: "key" };
  expect(
    await inClinic(here.clinicId, (tx) =>
      tx.auditEntry.count({ where: { clinicId: here.clinicId, ...opened } }),
    ),
  ).toBe(1);
});

test("another clinic, nobody and a wrong id find nothing", async () => {
  const id = await received("rash.png", "image/png");
  expect((await open(id, keys.there)).status).toBe(404);
  expect((await open(id, null)).status).toBe(401);
  expect((await open("not-an-id")).status).toBe(404);
});

test.each([
  "image/svg+xml",
  "text/html",
  "application/xhtml+xml",
  "text/xml",
  "application/pdf",
  "image/png; x",
])("%s never runs on our origin: it is a download of plain bytes", async (contentType) => {
  const id = await received("page.html", contentType, Buffer.from("<script>alert(1)</script>"));
  const answer = await open(id);
  expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment;/);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
});

test("a file name cannot add a header or end the one it is in", async () => {
  const id = await received(`a"; filename=x.html\r\nSet-Cookie: a=b\u{1f600}('é*).png`, "image/png");
  const named = (await open(id)).headers.get("content-disposition");
  expect(named).toMatch(/^inline; filename\*=UTF-8''[\w.%!~-]+$/);
  expect(decodeURIComponent(named?.split("''")[1] ?? "")).toContain("\u{1f600}('é*).png");
});
