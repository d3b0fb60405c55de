import { createHash, randomBytes } from "node:crypto";
import { v7 as uuid } from "uuid";
import { beforeAll, expect, test } from "vitest";
import { GET, POST } from "@/app/portal/messages/route";
import { POST as seen } from "@/app/portal/messages/seen/route";
import { identifyPatient } from "@/lib/auth/portal";
import { inClinic } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { MOST_CHARACTERS, PAGE_OF, SOMEBODY } from "@/lib/in-app/rules";
import { installPorts } from "@/lib/ports";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";
import { letIn } from "@/lib/testing/portal";

const MINUTE = 60_000;
let clinic: Suite;
beforeAll(async () => {
  clinic = await suite();
  installPorts({ clock: clinic.time.clock });
});

/** Somebody signed in a moment ago; the cookie of their browser. */
async function signedIn() {
  const person = await patient(clinic);
  await letIn(clinic, person.id);
  const token = randomBytes(32).toString("base64url");
  const { clinicId } = clinic;
  const now = clinic.time.clock();
  await inClinic(clinicId, async (tx) => {
    const { id: accountId } = await tx.portalAccount.findFirstOrThrow({
      where: { clinicId, patientId: person.id },
    });
    await tx.portalSession.create({
      data: {
        clinicId,
        accountId,
        tokenHash: createHash("sha256").update(token).digest("hex"),
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + 12 * 60 * MINUTE),
      },
    });
  });
  return { ...person, cookie: `portal-session=${token}` };
}

interface Asking {
  cookie?: string;
  pageOf?: string;
  origin?: string;
  somebody?: boolean;
}

const headersOf = ({ cookie, pageOf, origin = env().publicUrl, somebody = true }: Asking) => ({
  Origin: origin,
  "Content-Type": "application/json",
  ...(cookie ? { Cookie: cookie } : {}),
  ...(pageOf ? { [PAGE_OF]: pageOf } : {}),
  ...(somebody ? {} : { [SOMEBODY]: "no" }),
});
const URL_OF = `${env().publicUrl}/portal/messages`;
const write = (asking: Asking, body: unknown = { body: "Hello", token: uuid() }) =>
  POST(new Request(URL_OF, { method: "POST", headers: headersOf(asking), body: JSON.stringify(body) }));
const look = (asking: Asking, query = "") => GET(new Request(URL_OF + query, { headers: headersOf(asking) }));
const reason = async (answer: Response) => [answer.status, (await answer.json()).reason];

test("only the signed-in patient writes and reads here, from her own page, and nothing of it is kept on the way", async () => {
  const maria = await signedIn();
  const other = await signedIn();
  const own = { cookie: maria.cookie, pageOf: maria.id };
  expect(await reason(await write({ pageOf: maria.id }))).toEqual([401, "signed_out"]);
  expect((await write({ ...own, origin: "https://evil.example" })).status).toBe(403);
  // Her page is still open, and in another tab her brother has signed in.
  const beside = { cookie: other.cookie, pageOf: maria.id };
  expect(await reason(await write(beside))).toEqual([409, "other_person"]);
  expect(await reason(await look(beside))).toEqual([409, "other_person"]);
  expect((await write(own)).status).toBe(200);
  const answer = await look(own);
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect((await answer.json()).items).toMatchObject([{ mine: true, body: "Hello" }]);
  expect((await (await look({ cookie: other.cookie, pageOf: other.id })).json()).items).toEqual([]);
});

test.each([
  [{ body: "   ", token: uuid() }],
  [{ body: "x".repeat(MOST_CHARACTERS + 1), token: uuid() }],
  [{ body: "Hello" }],
])("refuses %#", async (body) => {
  const { cookie, id } = await signedIn();
  expect((await write({ cookie, pageOf: id }, body)).status).toBe(422);
});

test("takes 4,000 characters of any script, and twenty messages in a row", async () => {
  const { cookie, id } = await signedIn();
  const own = { cookie, pageOf: id };
  const long = { body: "語".repeat(MOST_CHARACTERS), token: uuid() };
  expect((await write(own, long)).status).toBe(200);
  let answer = await write(own);
  for (let n = 0; n < 20 && answer.status === 200; n += 1) answer = await write(own);
  expect(answer.status).toBe(429);
  expect(answer.headers.get("retry-after")).not.toBeNull();
  expect((await look(own)).status).toBe(200);
});

test("a page that asks by itself keeps nobody signed in; one that is written on does", async () => {
  const { cookie, id } = await signedIn();
  const asks = async (somebody: boolean) => {
    clinic.time.advance(10 * MINUTE);
    return (await look({ cookie, pageOf: id, somebody })).status;
  };
  expect([await asks(true), await asks(true)]).toEqual([200, 200]);
  expect([await asks(false), await asks(false)]).toEqual([200, 401]);
  expect(await identifyPatient(new Headers({ cookie }))).toBeNull();
});

test("what another patient was sent cannot be marked as read", async () => {
  const { cookie, id } = await signedIn();
  const request = new Request(`${URL_OF}/seen`, {
    method: "POST",
    headers: headersOf({ cookie, pageOf: id }),
    body: JSON.stringify({ ids: [uuid()] }),
  });
  expect(await (await seen(request)).json()).toEqual({ seen: 0 });
});
