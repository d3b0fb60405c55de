import { beforeAll, describe, expect, it } from "vitest";
import { putAppointments } from "@/lib/appointments/commands";
import { listAppointments } from "@/lib/appointments/queries";
import { ListAppointments, PutAppointments } from "@/lib/appointments/schema";
import { read } from "@/lib/db/read";
import { touch } from "@/lib/db/touch";
import { createPatient, updatePatient } from "@/lib/patients/commands";
import { getPatient } from "@/lib/patients/profile/queries";
import { listPatients } from "@/lib/patients/queries";
import {
  CreatedPatient,
  CreatePatient,
  ListPatients,
  PatientDetail,
  UpdatePatient,
} from "@/lib/patients/schema";
import { type Suite, suite } from "@/lib/testing/ctx";

let here: Suite;
let elsewhere: Suite;
beforeAll(async () => {
  here = await suite();
  elsewhere = await suite();
});

const create = async (input: Record<string, unknown>, at = here) =>
  CreatedPatient.parse(await createPatient(at.ctx(), CreatePatient.parse(input)));
const search = (text: string, at = here) => listPatients(at.ctx(), ListPatients.parse({ search: text }));
const names = async (text: string, at = here) => (await search(text, at)).items.map((one) => one.name);

describe("a new patient", () => {
  it("is kept with contact points as written down, and the grant to use them", async () => {
    const maria = await create({
      externalId: "CL-1",
      firstName: "María",
      lastName: "Álvarez",
      dateOfBirth: "1979-05-14",
      phone: "(303) 555-0142",
      email: "Maria@Example.org",
      language: "es",
      address: "12 Elm St, Denver, CO 80202",
    });
    expect(maria).toMatchObject({
      name: "María Álvarez",
      age: 47,
      phone: "+13035550142",
      email: "maria@example.org",
    });
    expect(maria).toMatchObject({
      zones: ["America/Denver"],
      zoneSource: "address",
      phoneShown: "(303) 555-0142",
    });
    expect(maria.contactPoints.every((point) => point.isPrimary && point.healthWords === null)).toBe(true);
    expect(maria.consents.map((one) => [one.purpose, one.channel, one.granted]).sort()).toEqual([
      ["contact", "EMAIL", true],
      ["contact", "SMS", true],
    ]);
    const audit = await read(here.ctx(), (tx) =>
      tx.auditEntry.findFirst({ where: { clinicId: here.clinicId, patientId: maria.id } }),
    );
    expect(audit).toMatchObject({ action: "patient.created", actorKind: "staff" });
    expect(JSON.stringify(audit)).not.toMatch(/lvarez|0142/);
  });

  it("cannot take an external id that is taken, and says whose it is", async () => {
    const first = await create({ externalId: "CL-2", firstName: "Tom", lastName: "Reed" });
    await expect(create({ externalId: "CL-2", firstName: "Tim", lastName: "Read" })).rejects.toMatchObject({
      code: "conflict",
      details: { id: first.id },
    });
    await expect(
      create({ externalId: "CL-2", firstName: "Tom", lastName: "Reed" }, elsewhere),
    ).resolves.toBeTruthy();
  });

  it("is made once when two requests bring one external id at once", async () => {
    const both = await Promise.allSettled([
      create({ externalId: "CL-3", firstName: "Ana", lastName: "Uno" }),
      create({ externalId: "CL-3", firstName: "Ana", lastName: "Dos" }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find((one) => one.status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
  });

  it.each([
    [{ phone: "555-0142" }, "phone"],
    [{ email: "maria" }, "email"],
    [{ timeZone: "Mountain" }, "timeZone"],
    [{ dateOfBirth: "2031-01-01" }, "dateOfBirth"],
  ])("names the field that is wrong: %j", async (wrong, field) => {
    await expect(create({ firstName: "Bad", lastName: "Data", ...wrong })).rejects.toMatchObject({
      code: "invalid",
      details: { fields: [{ field }] },
    });
  });

  it("hints at who it may be already", async () => {
    const ken = { firstName: "Ken", lastName: "Sato", dateOfBirth: "1960-02-02", phone: "303-555-0160" };
    const first = await create(ken);
    const child = await create({ firstName: "Yui", lastName: "Sato", phone: "303-555-0160" });
    expect(child.possibleDuplicates).toMatchObject([{ id: first.id, same: "phone" }]);
    const again = await create({ ...ken, phone: null, firstName: "KEN" });
    expect(again.possibleDuplicates).toMatchObject([{ id: first.id, same: "name_and_birth" }]);
    const shown = PatientDetail.parse(await getPatient(here.ctx(), child.id));
    expect(shown.contactPoints[0]?.healthWords).toBe("Shared with Ken Sato.");
  });
});

describe("search", () => {
  it("finds by parts of a name, digits, mail and id, and nothing of another clinic", async () => {
    await create({
      externalId: "MRN-77",
      firstName: "Grâce",
      lastName: "O'Brien",
      phone: "303-555-0177",
      email: "g@brien.example",
    });
    for (const text of ["grace", "O'BRIEN gra", "(303) 555-0177", "5550177", "g@brien", "mrn-77"]) {
      expect(await names(text)).toEqual(["Grâce O'Brien"]);
      expect(await names(text, elsewhere)).toEqual([]);
    }
  });

  it("suggests a name close to one that is not there", async () => {
    await create({ firstName: "Walter", lastName: "Finch" });
    expect((await search("Fintch")).didYouMean).toBe("Walter Finch");
    expect((await search("qqqqqq")).didYouMean).toBeNull();
    expect((await search("100%_")).items).toEqual([]);
  });

  it("pages through everybody once", async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listPatients(here.ctx(), ListPatients.parse({ limit: 3, cursor }));
      seen.push(...page.items.map((one) => one.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    const all = await listPatients(here.ctx(), ListPatients.parse({ limit: 200 }));
    expect(seen).toEqual(all.items.map((one) => one.id));
  });
});

describe("a change", () => {
  const change = (id: string, input: object, at = here) =>
    updatePatient(at.ctx(), id, UpdatePatient.parse(input));

  it("adds, prefers, confirms and removes contact points", async () => {
    const { id } = await create({ firstName: "Omar", lastName: "Haddad", phone: "303-555-0181" });
    const added = await change(id, {
      contacts: { add: [{ kind: "phone", value: "720-555-0182", label: "Work", isPrimary: true }] },
    });
    expect(added.phone).toBe("+17205550182");
    const old = added.contactPoints.find((point) => point.value === "+13035550181");
    await touch(here.ctx(), (tx) =>
      tx.contactPoint.update({
        where: { id: old?.id ?? "" },
        data: { health: "closed", healthReason: "landline" },
      }),
    );
    const closed = await getPatient(here.ctx(), id);
    expect(closed.contactPoints.find((point) => point.id === old?.id)?.healthWords).toMatch(/landline/);
    const confirmed = await change(id, { contacts: { confirm: [old?.id], makePrimary: [old?.id] } });
    expect(confirmed.contactPoints[0]).toMatchObject({
      id: old?.id,
      isPrimary: true,
      health: "ok",
      healthWords: null,
    });
    const left = await change(id, { contacts: { remove: [old?.id] } });
    expect(left.contactPoints).toMatchObject([{ value: "+17205550182", isPrimary: true }]);
    expect(await names("3035550181")).toEqual([]);
    expect(await names("7205550182")).toEqual(["Omar Haddad"]);
  });

  it("is refused when somebody changed the patient meanwhile", async () => {
    const seen = await create({ firstName: "Joy", lastName: "Park" });
    here.time.advance(1_000);
    await change(seen.id, { lastName: "Park-Lee", ifUpdatedAt: seen.updatedAt });
    await expect(change(seen.id, { lastName: "Lee", ifUpdatedAt: seen.updatedAt })).rejects.toMatchObject({
      code: "conflict",
      reason: "stale",
    });
  });

  it("reaches nobody of another clinic", async () => {
    const { id } = await create({ firstName: "Devon", lastName: "Price" });
    await expect(change(id, { firstName: "X" }, elsewhere)).rejects.toMatchObject({ code: "not_found" });
    await expect(getPatient(elsewhere.ctx(), id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("visits", () => {
  const put = (body: unknown, at = here) => putAppointments(at.ctx(), PutAppointments.parse(body));

  it("are taken over by their own id, again and again", async () => {
    const nora = await create({ externalId: "CL-90", firstName: "Nora", lastName: "Lindqvist" });
    const visit = {
      externalId: "V-1",
      patientExternalId: "CL-90",
      startsAt: "2026-06-20T15:30:00-06:00",
      provider: "Dr. Osei",
    };
    expect(await put({ items: [visit] })).toMatchObject({ created: 1, updated: 0 });
    expect(await put([{ ...visit, status: "cancelled" }])).toMatchObject({ created: 0, updated: 1 });
    const page = await listAppointments(here.ctx(), ListAppointments.parse({ patientId: nora.id }));
    expect(page.items).toMatchObject([{ externalId: "V-1", status: "cancelled", provider: "Dr. Osei" }]);
    expect((await getPatient(here.ctx(), nora.id)).appointments).toHaveLength(1);
  });

  it("are all refused when one names nobody", async () => {
    const good = {
      externalId: "V-2",
      patientExternalId: "CL-90",
      startsAt: "2026-06-21T15:00:00Z",
      provider: "Dr. Osei",
    };
    const bad = { ...good, externalId: "V-3", patientExternalId: "nobody" };
    await expect(put([good, bad])).rejects.toMatchObject({
      details: { fields: [{ field: "items.1.patientExternalId" }] },
    });
    await expect(put(good, elsewhere)).rejects.toMatchObject({ code: "invalid" });
    expect((await listAppointments(here.ctx(), ListAppointments.parse({}))).items).toHaveLength(1);
  });
});
