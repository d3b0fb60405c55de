import fc from "fast-check";
import { v7 as uuid } from "uuid";
import { expect, test } from "vitest";
import { judge, prepareBulk } from "@/lib/bulk/checking/queries";
import { createBulk } from "@/lib/bulk/commands";
import { SendBulk } from "@/lib/bulk/schema";
import { runBulks } from "@/lib/bulk/work/commands";
import { read } from "@/lib/db/read";
import { inClinic } from "@/lib/db/transaction";
import { claim } from "@/lib/delivery/claim/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { SendMessage } from "@/lib/messages/schema";
import { crowd } from "@/lib/testing/crowd";
import { suite } from "@/lib/testing/ctx";
import { testVendor } from "@/lib/testing/provider";

/*
 * The four real entry points about the same few dozen people: the composer's preview, an API key's dry run, the preflight
 * of a bulk, and the worker that expands and claims it. Whatever is known of each of them, all four say the same.
 */
const COUNT = 48;
const WORDS = "Maria, please call us.";
/** 8:30 PM of a Tuesday in Denver: evening somewhere, night elsewhere. */
const EVENING = "2026-06-17T02:30:00.000Z";
const DAYS = ["2026-06-16", "2026-06-17"];

const person = fc.record({
  zone: fc.constantFrom(null, null, "America/New_York", "Asia/Kathmandu", "Pacific/Honolulu"),
  state: fc.constantFrom(null, null, "33101", "75201"),
  fact: fc.constantFrom(
    ...([
      "deceased",
      "do_not_contact",
      "stop",
      "revoked",
      "refuses",
      "closed",
      "hours",
      "elsewhere",
      "no_names",
    ] as const),
    ...(["guardian", "teen", "shared", "household", "capped", "restricted", null, null, null, null] as const),
  ),
  marketing: fc.boolean(),
});

async function world() {
  const clinic = await suite({ now: EVENING, providers: [testVendor("twilio", "SMS").provider] });
  const { clinicId } = clinic;
  const people = await crowd(clinic, COUNT);
  const known = fc.sample(person, { numRuns: COUNT, seed: 20_261_123 });
  const now = clinic.time.clock();
  const lines = people.map((one, index) => {
    const facts = known[index];
    if (!facts) throw new Error("Too few facts.");
    return { ...one, ...facts, on: { clinicId, patientId: one.id } };
  });
  const having = (...facts: (string | null)[]) => lines.filter(({ fact }) => facts.includes(fact));
  await inClinic(clinicId, async (tx) => {
    for (const { id, zone, state, fact } of lines) {
      await tx.patient.updateMany({
        where: { clinicId, id },
        data: {
          timeZone: zone,
          ...(state ? { address: { zip: state } } : {}),
          ...(fact === "deceased" ? { deceasedAt: now, deceasedSource: "test" } : {}),
          ...(fact === "guardian" || fact === "teen" ? { dateOfBirth: new Date("2012-01-01") } : {}),
          doNotContact: fact === "do_not_contact",
        },
      });
    }
    await tx.suppression.createMany({
      data: having("stop").map(({ phone }) => {
        return { clinicId, channel: "SMS" as const, address: phone, reason: "stop" as const, since: now };
      }),
    });
    const consent = { channel: "SMS" as const, at: now, actorKind: "staff" as const, source: "test" };
    await tx.consentEvent.createMany({
      data: [
        ...having("revoked").map(({ on }) => ({
          ...on,
          ...consent,
          purpose: "contact" as const,
          act: "revoke" as const,
        })),
        ...lines
          .filter(({ marketing }) => marketing)
          .map(({ on }) => ({ ...on, ...consent, purpose: "marketing" as const, act: "grant" as const })),
      ],
    });
    await tx.preference.createMany({
      data: having("refuses").flatMap(({ on }) =>
        (["appointment", "marketing"] as const).map((category) => {
          return { ...on, channel: "SMS" as const, category, allowed: false, updatedAt: now };
        }),
      ),
    });
    await tx.contactInstruction.createMany({
      data: having("hours", "elsewhere", "no_names").map(({ on, fact }) => ({
        ...on,
        createdAt: now,
        contactPointIds: fact === "elsewhere" ? [uuid()] : [],
        noNames: fact === "no_names",
        ...(fact === "hours" ? { hours: [{ days: [3, 4], from: "13:00", to: "14:00" }] } : {}),
      })),
    });
    await tx.restriction.createMany({
      data: having("teen", "restricted").map(({ on, fact }) => ({
        ...on,
        label: fact === "teen" ? ("teen_confidential" as const) : ("mental_health" as const),
        createdBy: "test",
        createdAt: now,
      })),
    });
    await tx.patientDay.createMany({
      data: having("capped").flatMap(({ on }) =>
        DAYS.map((day) => ({ ...on, localDate: new Date(`${day}T00:00:00Z`), used: 6 })),
      ),
    });
    for (const { on, phone, fact } of having("guardian", "teen", "closed", "household")) {
      const guardian = { ...on, id: uuid(), relation: "guardian" as const, name: "Ana", authority: "parent" };
      if (fact === "guardian" || fact === "teen") await tx.relatedPerson.create({ data: guardian });
      await tx.contactPoint.updateMany({
        where: { ...on, value: phone },
        data: {
          ...(fact === "closed" ? { health: "closed", healthReason: "landline", healthAt: now } : {}),
          ...(fact === "guardian" || fact === "teen" ? { relatedPersonId: guardian.id } : {}),
        },
      });
    }
    const kin = having("shared", "household").map(({ phone, fact }) => ({ id: uuid(), phone, fact }));
    const names = {
      clinicId,
      firstName: "Ken",
      lastName: "Alvarez",
      searchText: "ken",
      createdAt: now,
      updatedAt: now,
    };
    await tx.patient.createMany({ data: kin.map(({ id }) => ({ ...names, id })) });
    await tx.contactPoint.createMany({
      data: kin.map(({ id, phone }) => {
        return {
          clinicId,
          patientId: id,
          kind: "phone" as const,
          value: phone,
          source: "test",
          createdAt: now,
        };
      }),
    });
    await tx.daySlot.createMany({
      data: kin
        .filter(({ fact }) => fact === "household")
        .flatMap(({ id, phone }) =>
          DAYS.flatMap((day) =>
            Array.from({ length: 20 }, (_, hop) => {
              const slot = {
                messageId: uuid(),
                hop,
                localDate: new Date(`${day}T00:00:00Z`),
                clinicId,
                patientId: id,
              };
              return { ...slot, address: phone, takenAt: now };
            }),
          ),
        ),
    });
  });
  return { clinic, lines };
}

/** "allow", "hold quiet_hours 2026-06-17T14:00:00.000Z", "block opt_out": what one asker says about one person. */
const saying = (kind: string, rule?: string | null, until?: Date | null) =>
  [kind, rule, until?.toISOString()].filter(Boolean).join(" ");

/** A bulk does not wait for a day that is full: its people are left out (lib/bulk/rules/outcome). */
const asBulk = (said: string) => said.replace(/^hold (daily_cap|household_cap) .*$/, "block $1");

test.each(["appointment", "marketing"] as const)(
  "composer, dry run, preflight and worker agree about %s",
  async (category) => {
    const { clinic, lines } = await world();
    const { clinicId } = clinic;
    const key = clinic.ctx({ kind: "key", id: clinic.staff.admin, scopes: ["message.send", "patient.read"] });
    const preview = async (ctx: typeof key, patientId: string) => {
      const given = { patientId, channel: "SMS", body: WORDS, category, priority: "bulk" };
      const { decision } = await previewMessage(ctx, SendMessage.parse(given));
      return asBulk(
        saying(
          decision.kind,
          decision.kind === "allow" ? null : decision.rule,
          decision.until as Date | undefined,
        ),
      );
    };
    const audience = { kind: "patients", patientIds: lines.map(({ id }) => id) };
    const bulk = SendBulk.parse({
      name: "Recall",
      body: WORDS,
      channel: "SMS",
      category,
      onShared: "once",
      audience,
    });
    const preflight = new Map<string, string>();
    await read(clinic.ctx("admin"), async (tx) => {
      const { terms, parts } = await prepareBulk(tx, clinic.ctx("admin"), bulk);
      for await (const { ready, dropped } of parts) {
        for (const { patientId, left } of dropped)
          preflight.set(patientId ?? "", saying("block", left.reason));
        for (const { ready: one, outcome } of (await judge(tx, clinic.ctx("admin"), terms, ready, null))
          .judged) {
          const said = {
            go: () => "allow",
            held: () => (outcome.kind === "held" ? saying("hold", outcome.reason, outcome.until) : ""),
            excluded: () => (outcome.kind === "excluded" ? saying("block", outcome.reason) : ""),
          }[outcome.kind]();
          preflight.set(one.patientId, said);
        }
      }
    });
    const said = new Map<string, string>();
    for (const { id, fact } of lines) {
      const [composer, dryRun] = [await preview(clinic.ctx("clinician"), id), await preview(key, id)];
      expect(dryRun, `${fact}: dry run`).toBe(composer);
      expect(preflight.get(id), `${fact}: preflight`).toBe(composer);
      said.set(id, composer);
    }

    const bulkId = await createBulk(clinic.ctx("admin"), bulk);
    await runBulks(clinic.ports, clinicId);
    const rows = await inClinic(clinicId, (tx) =>
      tx.bulkRecipient.findMany({ where: { clinicId, bulkId }, include: { message: true } }),
    );
    const ids = rows.flatMap(({ messageId }) => messageId ?? []);
    const { claimed } = await claim(clinic.ctx({ kind: "system", job: "drive" }), ids);
    const taken = new Set(claimed.map(({ messageId }) => messageId));
    for (const { patientId, state, reason, message } of rows) {
      const worker =
        state === "excluded"
          ? saying("block", reason)
          : taken.has(message?.id ?? "")
            ? "allow"
            : saying("hold", message?.reason, message?.nextAt);
      expect(worker, lines.find(({ id }) => id === patientId)?.fact ?? "nothing").toBe(
        said.get(patientId ?? ""),
      );
    }
    const kinds = new Set([...said.values()].map((one) => one.split(" ")[0]));
    expect([...kinds].sort()).toEqual(["allow", "block", "hold"]);
    expect(new Set(said.values()).size).toBeGreaterThan(10);
  },
  60_000,
);
