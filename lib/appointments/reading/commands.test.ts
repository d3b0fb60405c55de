import { beforeAll, describe, expect, it } from "vitest";
import { listAppointments } from "@/lib/appointments/queries";
import { putVisits } from "@/lib/appointments/reading/commands";
import { readVisits } from "@/lib/appointments/reading/rules";
import { inClinic } from "@/lib/db/transaction";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";

const bytes = (...lines: string[]) => new TextEncoder().encode(lines.join("\r\n"));
const head = "Visit ID;Patient;Starts at;Provider;Location;Status";

describe("a list of visits", () => {
  const starts = (text: string) => {
    const [one] = readVisits(bytes(head, `V1;C-1;${text};Dr. Lee;;`), "America/Denver");
    return one?.visit.startsAt.toISOString();
  };

  it.each([
    ["2026-06-19 14:30", "2026-06-19T20:30:00.000Z"],
    ["2026-01-19T14:30", "2026-01-19T21:30:00.000Z"],
    ["2026-06-19T14:30:00-04:00", "2026-06-19T18:30:00.000Z"],
    ["2026-06-19T20:30:00Z", "2026-06-19T20:30:00.000Z"],
  ])("reads %s as %s in Denver", (text, at) => expect(starts(text)).toBe(at));

  it.each(["2026-03-08 02:30", "2026-02-30 10:00", "6/19/2026 2:30 PM", "2026-06-19", "25:00"])(
    "refuses %s, which is no time there",
    (text) => expect(() => starts(text)).toThrow(/none was/),
  );

  it("names each wrong cell by its row and column, all at once", () => {
    const list = bytes(head, "V1;C-1;2026-06-19 14:30;Dr. Lee;;", "", ";C-2;soon;;;asleep");
    expect(() => readVisits(list, "America/Denver")).toThrow(
      expect.objectContaining({
        details: {
          fields: [
            { field: "rows.4.id", problem: "This cell is empty." },
            { field: "rows.4.provider", problem: "This cell is empty." },
            expect.objectContaining({ field: "rows.4.starts_at" }),
            expect.objectContaining({ field: "rows.4.status" }),
          ],
        },
      }),
    );
  });

  it("names the columns that are missing", () => {
    expect(() => readVisits(bytes("id,provider", "V1,Dr. Lee"), "America/Denver")).toThrow(
      expect.objectContaining({
        details: {
          fields: [
            { field: "patient", problem: "This column is missing." },
            { field: "starts_at", problem: "This column is missing." },
          ],
        },
      }),
    );
  });
});

describe("taking it over", () => {
  let clinic: Suite;
  beforeAll(async () => {
    clinic = await suite();
  });

  it("adds and changes visits by their id, of patients by either id", async () => {
    const [maria, ken] = [await patient(clinic), await patient(clinic)];
    await inClinic(clinic.clinicId, (tx) =>
      tx.patient.updateMany({ where: { id: ken.id }, data: { externalId: "C-77" } }),
    );
    const ctx = clinic.ctx("admin");
    const list = (time: string) =>
      bytes(
        head,
        `V1;${maria.id};2026-06-19 ${time};Dr. Lee;Room 2;confirmed`,
        "V2;C-77;2026-06-20 09:00;Dr. Ito;;",
      );
    expect(await putVisits(ctx, list("14:30"))).toMatchObject({ created: 2, updated: 0 });
    expect(await putVisits(ctx, list("15:00"))).toMatchObject({ created: 0, updated: 2 });
    const { items } = await listAppointments(ctx, { patientId: maria.id, limit: 10 });
    expect(items).toMatchObject([
      {
        externalId: "V1",
        startsAt: new Date("2026-06-19T21:00:00Z"),
        location: "Room 2",
        status: "confirmed",
      },
    ]);
  });

  it("takes none when one patient is unknown, and says which row", async () => {
    const maria = await patient(clinic);
    const list = bytes(
      head,
      `W1;${maria.id};2026-06-19 14:30;Dr. Lee;;`,
      "W2;C-404;2026-06-19 15:30;Dr. Lee;;",
    );
    await expect(putVisits(clinic.ctx("admin"), list)).rejects.toMatchObject({
      code: "invalid",
      details: { fields: [{ field: "rows.3.patient", problem: "There is no such patient." }] },
    });
    const { items } = await listAppointments(clinic.ctx("admin"), { patientId: maria.id, limit: 10 });
    expect(items).toEqual([]);
  });
});
