import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { writeConsent } from "@/lib/consents/ledger/commands";
import { inClinic } from "@/lib/db/transaction";
import { checkNext } from "@/lib/imports/checking/commands";
import { cancelImport, mapImport, runImports, startImport, uploadImport } from "@/lib/imports/commands";
import { getImport, listImports, reportProblems } from "@/lib/imports/queries";
import { ListRows } from "@/lib/imports/schema";
import { createPatient } from "@/lib/patients/commands";
import { listPatients } from "@/lib/patients/queries";
import { CreatePatient, ListPatients } from "@/lib/patients/schema";
import { type Suite, suite } from "@/lib/testing/ctx";

const FIXTURE = readFileSync("e2e/fixtures/patients-200.csv");
let here: Suite;
beforeAll(async () => {
  here = await suite();
});

const upload = (text: string | Uint8Array, at = here) =>
  uploadImport(at.ctx(), {
    filename: "list.csv",
    bytes: typeof text === "string" ? Buffer.from(text) : text,
  });
const show = (id: string, query: object = {}, at = here) => getImport(at.ctx(), id, ListRows.parse(query));
const found = async (search: string, at = here) =>
  (await listPatients(at.ctx(), ListPatients.parse({ search, limit: 200 }))).items;
const count = (at: Suite) =>
  inClinic(at.clinicId, (tx) => tx.patient.count({ where: { clinicId: at.clinicId } }));
/** Runs this clinic's list to its end, as the runner does; other suites' lists may come by. */
async function run(id: string, at = here) {
  for (
    let slice = 0;
    slice < 500 && ["queued", "running"].includes((await show(id, {}, at)).status);
    slice += 1
  ) {
    await runImports(at.ports);
  }
  return show(id, {}, at);
}

describe("the messy list of 200", () => {
  it("is shown with every problem by row and column, then written without the bad rows, then again as updates", async () => {
    const id = await upload(FIXTURE);
    const preview = await show(id, { filter: "errors" });
    expect(preview).toMatchObject({
      status: "preview",
      rowCount: 200,
      checkedRows: 200,
      mappingProblem: null,
    });
    const problems = preview.rows.map((row) => [
      row.cells[0],
      preview.mapping.headers[row.errors[0]?.column ?? -1],
    ]);
    expect(Object.fromEntries(problems)).toEqual({
      "CL-2001": "DOB",
      "CL-2002": "Cell Phone",
      "CL-2003": "E-mail",
      "CL-2004": "Last Name",
      "CL-1010": "Patient ID",
      "CL-2006": "DOB",
      "CL-2007": "Cell Phone",
      "": "First Name",
      "CL-2009": "Cell Phone",
      "CL-2010": "Cell Phone",
      "CL-2011": "Cell Phone",
    });
    expect(preview).toMatchObject({ errorCount: 11, readyCount: 189, counts: { create: 189, update: 0 } });
    const typo = (await show(id, { filter: "warnings" })).rows.find((row) => row.cells[1] === "Alvarez");
    expect(typo?.warnings[0]?.problem).toBe("Did they mean gmail.com?");
    await expect(startImport(here.ctx(), id, {})).rejects.toMatchObject({ reason: "bad_rows" });

    expect(await count(here)).toBe(0);
    await startImport(here.ctx(), id, { skipBadRows: true });
    expect(await run(id)).toMatchObject({ status: "done", appliedRows: 189 });
    expect(await count(here)).toBe(189);
    const maria = (await found("alvarez maria")).find((one) => one.dateOfBirth === "1979-05-14");
    expect(maria).toMatchObject({ phone: "+13032349910", language: "es", zones: ["America/Denver"] });
    const grants = await inClinic(here.clinicId, (tx) =>
      tx.consentEvent.findMany({ where: { clinicId: here.clinicId, patientId: maria?.id ?? null } }),
    );
    expect(grants.map((one) => `${one.purpose} ${one.act} ${one.channel} ${one.source}`).sort()).toEqual([
      "contact grant EMAIL import",
      "contact grant SMS import",
    ]);

    const again = await upload(FIXTURE);
    expect(await show(again)).toMatchObject({ counts: { create: 0, update: 189 } });
    await startImport(here.ctx(), again, { skipBadRows: true });
    expect(await run(again)).toMatchObject({ status: "done" });
    expect(await count(here)).toBe(189);
  });

  it("gives the bad rows back as a file that can be mended, safe in a spreadsheet", async () => {
    const id = await upload("First,Last,Phone\n=cmd(),Reed,12\nAna,Peña,303-555-0142\n");
    const { content } = await reportProblems(here.ctx(), id);
    expect(content).toContain("'=cmd()");
    expect(content).toContain("Phone: This number has too few or too many digits.");
    expect(content).not.toContain("Ana");
  });
});

describe("a list meets patients we have", () => {
  it("updates what it says, keeps what it does not, and knows families apart", async () => {
    const at = await suite();
    const one = { firstName: "Leo", lastName: "Morales", phone: "303-555-0111", email: "leo@example.org" };
    const leo = await createPatient(
      at.ctx(),
      CreatePatient.parse({ ...one, externalId: "L1", dateOfBirth: "2020-01-02" }),
    );
    const list = [
      "Id,First,Last,DOB,Phone",
      "L1,Leo,Morales,1/2/2020,720-555-0122",
      ",Mía,Morales,3/4/2017,303-555-0111",
      ",Leo,Morales,5/6/1980,303-555-0111",
    ].join("\n");
    const id = await upload(list, at);
    expect((await show(id, {}, at)).rows.map((row) => row.action)).toEqual(["update", "create", "create"]);
    await startImport(at.ctx(), id, {});
    await run(id, at);
    const [updated] = (await found("L1", at)).filter((row) => row.id === leo.id);
    expect(updated).toMatchObject({ phone: "+17205550122", email: "leo@example.org" });
    expect(await found("3035550111", at)).toHaveLength(3);
  });

  it("grants nothing for a new number of somebody who refused all texts", async () => {
    const at = await suite();
    const one = { firstName: "Leo", lastName: "Morales", phone: "303-555-0111", externalId: "L1" };
    const leo = await createPatient(at.ctx(), CreatePatient.parse(one));
    await writeConsent(at.ctx(), leo.id, {
      act: "revoke",
      purpose: "contact",
      channel: "SMS",
      source: "phone",
    });
    const id = await upload("Id,First,Last,Phone,Email\nL1,Leo,Morales,720-555-0122,leo@example.org", at);
    await startImport(at.ctx(), id, {});
    await run(id, at);
    const grants = await inClinic(at.clinicId, (tx) =>
      tx.consentEvent.findMany({ where: { patientId: leo.id, source: "import" }, select: { address: true } }),
    );
    expect(grants).toEqual([{ address: "leo@example.org" }]);
    expect(await found("7205550122", at)).toHaveLength(1);
  });

  it("can leave them alone", async () => {
    const at = await suite();
    await createPatient(
      at.ctx(),
      CreatePatient.parse({ firstName: "Tom", lastName: "Reed", phone: "303-555-0112" }),
    );
    const id = await upload("First,Last,Phone,City\nTOM,REED,(303) 555-0112,Denver\n", at);
    expect(await show(id, {}, at)).toMatchObject({ counts: { update: 1 } });
    await mapImport(at.ctx(), id, { onExisting: "skip" });
    expect(await show(id, {}, at)).toMatchObject({ counts: { update: 0, skip: 1 }, errorCount: 0 });
  });

  it("asks again when somebody took an id after the preview", async () => {
    const at = await suite();
    const id = await upload("Id,First,Last\nN1,Ana,Uno\n", at);
    await startImport(at.ctx(), id, {});
    await runImports(at.ports);
    await createPatient(
      at.ctx(),
      CreatePatient.parse({ externalId: "N1", firstName: "Ana", lastName: "Uno" }),
    );
    expect(await run(id, at)).toMatchObject({ status: "done", counts: { create: 0, update: 1 } });
    expect(await count(at)).toBe(1);
  });

  it("waits for a name column before it reads rows", async () => {
    const at = await suite();
    const id = await upload("Aa,Bb\nTom,Reed\n", at);
    expect((await show(id, {}, at)).mappingProblem).toMatch(/name/);
    await mapImport(at.ctx(), id, { columns: ["firstName", "lastName"] });
    expect(await show(id, {}, at)).toMatchObject({ mappingProblem: null, readyCount: 1 });
  });
});

describe("killed at any point", () => {
  const list = () =>
    [
      "Id,First,Last,Phone",
      ...Array.from({ length: 1_200 }, (_, at) => `P${at},Ana,Nr ${at},303-555-${1000 + at}`),
    ].join("\n");

  it("goes on after the lease, and leaves all or nothing", async () => {
    const at = await suite();
    const id = await upload(list(), at);
    await startImport(at.ctx(), id, {});
    await runImports(at.ports);
    // The process dies holding the list: nobody touches it until the lease ends.
    const lease = new Date(at.time.clock().getTime() + 60_000);
    await inClinic(at.clinicId, (tx) => tx.import.update({ where: { id }, data: { leasedUntil: lease } }));
    const before = (await show(id, {}, at)).checkedRows;
    await runImports(at.ports);
    expect((await show(id, {}, at)).checkedRows).toBe(before);
    expect(await count(at)).toBe(0);
    at.time.advance(60_001);
    expect(await run(id, at)).toMatchObject({ status: "done", appliedRows: 1_200 });
    expect(await count(at)).toBe(1_200);
  });

  it("writes nothing when writing breaks half-way, and can be started again", async () => {
    const at = await suite();
    const id = await upload(list(), at);
    await startImport(at.ctx(), id, {});
    while ((await show(id, {}, at)).checkedRows < 1_200) await runImports(at.ports);
    const spoil = (value: string) =>
      inClinic(
        at.clinicId,
        (tx) =>
          tx.$executeRaw`UPDATE "ImportRow" SET parsed = jsonb_set(parsed, '{contacts,0,value}', to_jsonb(${value}::text))
          WHERE "importId" = ${id}::uuid AND number = 700`,
      );
    await spoil("not a number");
    const failed = await run(id, at);
    expect(failed).toMatchObject({ status: "failed" });
    expect(failed.error).toMatch(/No patient was changed/);
    expect(await count(at)).toBe(0);
    await startImport(at.ctx(), id, {});
    expect(await run(id, at)).toMatchObject({ status: "done", appliedRows: 1_200 });
  });

  it("stops when cancelled, and not after it is written", async () => {
    const at = await suite();
    const id = await upload("First,Last\nTom,Reed\n", at);
    await startImport(at.ctx(), id, {});
    await cancelImport(at.ctx(), id);
    expect(await run(id, at)).toMatchObject({ status: "cancelled" });
    expect(await count(at)).toBe(0);
    await expect(startImport(at.ctx(), id, {})).rejects.toMatchObject({ code: "conflict" });
  });
});

it("is nobody else's", async () => {
  const elsewhere = await suite();
  const id = await upload("First,Last\nTom,Reed\n");
  await expect(show(id, {}, elsewhere)).rejects.toMatchObject({ code: "not_found" });
  await expect(startImport(elsewhere.ctx(), id, {})).rejects.toMatchObject({ code: "not_found" });
  await expect(cancelImport(elsewhere.ctx(), id)).rejects.toMatchObject({ code: "not_found" });
  await expect(reportProblems(elsewhere.ctx(), id)).rejects.toMatchObject({ code: "not_found" });
  expect((await listImports(elsewhere.ctx(), { limit: 10 })).items).toEqual([]);
  await checkNext(elsewhere.ctx({ kind: "system", job: "import" }), id);
});
