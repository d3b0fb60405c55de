import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { LOCK_MS, MAX_FAILURES } from "@/lib/auth/rules";
import { endSession } from "@/lib/auth/sessions";
import { signIn } from "@/lib/auth/sign-in";
import { closeDatabase } from "@/lib/db/client";
import { inClinic } from "@/lib/db/transaction";
import { installPorts } from "@/lib/ports";
import { type Suite, suite } from "@/lib/testing/ctx";

let clinic: Suite;
let email: string;
const password = "correct horse";
/** A cheap hash of it, so that the suite spends its time on the lock and not on scrypt. */
const passwordHash = "scrypt$10$8$1$c2FsdHNhbHRzYWx0c2FsdA$A9lBa6RTbfBovWqamVIqXKovIl4Vk6OZyVojLJmYmSI";

beforeAll(async () => {
  clinic = await suite();
  installPorts({ clock: clinic.time.clock });
  email = `front_desk@test-${clinic.clinicId}.example`;
});
beforeEach(async () => {
  clinic.time.advance(LOCK_MS);
  const data = { passwordHash, failedSignIns: 0, lockedUntil: null, disabledAt: null };
  await inClinic(clinic.clinicId, (tx) =>
    tx.staff.updateMany({ where: { clinicId: clinic.clinicId }, data }),
  );
});
afterAll(closeDatabase);

const attempt = (given: string, who = email) =>
  signIn({ email: who, password: given, userAgent: "a browser" });
const kinds = async (given: string, times: number, who = email) => {
  const answers: string[] = [];
  for (let i = 0; i < times; i++) answers.push((await attempt(given, who)).kind);
  return answers;
};
const actions = () =>
  inClinic(clinic.clinicId, async (tx) =>
    (await tx.auditEntry.findMany({ where: { clinicId: clinic.clinicId }, orderBy: { id: "asc" } })).map(
      ({ action, actorKind, subjectId }) => ({ action, actorKind, subjectId }),
    ),
  );

test("the right password opens an audited session, whatever the case of the address", async () => {
  const answer = await attempt(password, ` ${email.toUpperCase()} `);
  if (answer.kind !== "in") throw new Error(answer.kind);
  expect(answer.staffId).toBe(clinic.staff.front_desk);
  expect(await actions()).toContainEqual({
    action: "session.started",
    actorKind: "staff",
    subjectId: answer.sid,
  });
});

test("a wrong password, an unknown address, a disabled account and one without a password answer alike", async () => {
  const disabled = `clinician@test-${clinic.clinicId}.example`;
  const without = `admin@test-${clinic.clinicId}.example`;
  await inClinic(clinic.clinicId, async (tx) => {
    const where = { clinicId: clinic.clinicId };
    await tx.staff.updateMany({
      where: { ...where, email: disabled },
      data: { disabledAt: clinic.time.clock() },
    });
    await tx.staff.updateMany({ where: { ...where, email: without }, data: { passwordHash: null } });
  });
  expect(await attempt("wrong")).toEqual({ kind: "wrong" });
  expect(await attempt(password, "nobody@example.org")).toEqual({ kind: "wrong" });
  expect(await attempt(password, disabled)).toEqual({ kind: "wrong" });
  expect(await attempt(password, without)).toEqual({ kind: "wrong" });
});

test("five wrong passwords lock for 15 minutes, even against the right one, and it is audited", async () => {
  expect(await kinds("wrong", MAX_FAILURES)).toEqual(Array(MAX_FAILURES).fill("wrong"));
  const locked = await attempt(password);
  expect(locked).toEqual({ kind: "locked", until: new Date(clinic.time.clock().getTime() + LOCK_MS) });
  clinic.time.advance(LOCK_MS - 1);
  expect((await attempt(password)).kind).toBe("locked");
  clinic.time.advance(1);
  expect((await attempt(password)).kind).toBe("in");
  const seen = (await actions()).map(({ action }) => action);
  expect(seen.filter((action) => action === "staff.locked")).toHaveLength(1);
  expect(seen.filter((action) => action === "session.refused").length).toBeGreaterThanOrEqual(MAX_FAILURES);
});

test("an address that nobody has locks as well, so that a lock tells nothing", async () => {
  const stranger = `stranger-${clinic.clinicId}@example.org`;
  expect(await kinds("wrong", MAX_FAILURES + 1, stranger)).toEqual([
    ...Array(MAX_FAILURES).fill("wrong"),
    "locked",
  ]);
});

test("twelve guesses at once get five looks at the password, not twelve", async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => attempt("wrong")));
  expect(answers.filter(({ kind }) => kind === "wrong")).toHaveLength(MAX_FAILURES);
  expect(answers.filter(({ kind }) => kind === "locked")).toHaveLength(12 - MAX_FAILURES);
});

test("a right password forgets earlier wrong ones", async () => {
  expect(await kinds("wrong", MAX_FAILURES - 1)).not.toContain("locked");
  expect((await attempt(password)).kind).toBe("in");
  expect(await kinds("wrong", MAX_FAILURES - 1)).not.toContain("locked");
  expect((await attempt(password)).kind).toBe("in");
});

test("signing out ends the session once", async () => {
  const answer = await attempt(password);
  if (answer.kind !== "in") throw new Error(answer.kind);
  await endSession(answer.sid);
  await endSession(answer.sid);
  const ended = (await actions()).filter(
    ({ action, subjectId }) => action === "session.ended" && subjectId === answer.sid,
  );
  expect(ended).toHaveLength(1);
});
