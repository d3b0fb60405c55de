import { beforeAll, expect, test } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { decideDraft } from "@/lib/delivery/queries";
import { previewMessage } from "@/lib/messages/preview/queries";
import { saveRelated, setInstruction, setPreferences } from "@/lib/reach/commands";
import { SaveRelated, SetInstruction } from "@/lib/reach/schema";
import { setLabels } from "@/lib/restrictions/commands";
import { type Suite, suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

let clinic: Suite;
beforeAll(async () => {
  clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
});

const pointOf = (patientId: string) =>
  inClinic(clinic.clinicId, (tx) =>
    tx.contactPoint.findFirstOrThrow({ where: { patientId, kind: "phone" } }),
  );

/** The rule that would stop or hold a text to this patient now; null: none. */
async function asked(patientId: string): Promise<string | null> {
  const { next } = await decideDraft(clinic.ctx(), {
    patientId,
    plan: ["SMS"],
    category: "treatment",
    priority: "normal",
    content: { SMS: { body: "Maria, your visit is booked." } },
  });
  return next.reason;
}

test("what a patient asked for binds the next message, and its end frees it", async () => {
  const maria = await patient(clinic);
  const ask = (instruction: object | null) =>
    setInstruction(clinic.ctx(), maria.id, SetInstruction.parse({ instruction }));
  await ask({ noNames: true });
  expect(await asked(maria.id)).toBe("contact_instruction");
  const hours = [{ days: [1, 2, 3, 4, 5], from: "17:00", to: "18:00" }];
  expect(await ask({ hours })).toMatchObject({ instruction: { hours, noNames: false } });
  expect(await asked(maria.id)).toBe("contact_hours");
  expect(await ask(null)).toMatchObject({ instruction: null });
  expect(await asked(maria.id)).toBeNull();
});

test("a contact point may be somebody else's, as long as they stand for the patient", async () => {
  const teen = await patient(clinic);
  const { id } = await pointOf(teen.id);
  const mother = { relation: "guardian", name: "Ana", authority: "parent", contactPointIds: [id] };
  const known = await saveRelated(clinic.ctx(), teen.id, SaveRelated.parse(mother));
  expect(known.related).toMatchObject([{ name: "Ana", contactPointIds: [id] }]);
  expect(await asked(teen.id)).toBeNull();
  const limited = SaveRelated.parse({ ...mother, id: known.related[0]?.id, limits: "no medical matters" });
  await saveRelated(clinic.ctx(), teen.id, limited);
  expect(await asked(teen.id)).toBe("representation");
});

test("another patient's contact point and a number that is none are refused", async () => {
  const [maria, ken] = [await patient(clinic), await patient(clinic)];
  const { id } = await pointOf(ken.id);
  const elsewhere = SetInstruction.parse({ instruction: { contactPointIds: [id] } });
  await expect(setInstruction(clinic.ctx(), maria.id, elsewhere)).rejects.toMatchObject({ code: "invalid" });
  const wrong = SaveRelated.parse({ relation: "guardian", name: "Ana", authority: "parent", phone: "12" });
  expect(() => saveRelated(clinic.ctx(), maria.id, wrong)).toThrow();
  expect(SetInstruction.safeParse({ instruction: {} }).success).toBe(false);
});

test("what waits is decided again in the same request, whatever of the chart has changed", async () => {
  const maria = await patient(clinic);
  const state = async (id: string) => {
    const { status, reason } = await stored(clinic, id);
    return `${status} ${reason ?? ""}`.trim();
  };
  const tomorrow = new Date(clinic.time.clock().getTime() + 86_400_000);
  const ask = (instruction: object | null) =>
    setInstruction(clinic.ctx(), maria.id, SetInstruction.parse({ instruction }));

  const [queued = ""] = await outbound(clinic, maria);
  await ask({ hours: [{ days: [1, 2, 3, 4, 5], from: "17:00", to: "18:00" }] });
  expect(await state(queued)).toBe("SCHEDULED contact_hours");
  clinic.woken.length = 0;
  await ask(null);
  expect(await state(queued)).toBe("PENDING");
  expect(clinic.woken).toContain(queued);

  const email = await inClinic(clinic.clinicId, (tx) =>
    tx.contactPoint.findFirstOrThrow({ where: { patientId: maria.id, kind: "email" } }),
  );
  const [planned = ""] = await outbound(clinic, maria, { scheduledAt: tomorrow });
  await ask({ contactPointIds: [email.id] });
  expect(await state(planned)).toBe("FAILED contact_instruction");
  await ask(null);

  const [billed = ""] = await outbound(clinic, maria, { category: "billing", scheduledAt: tomorrow });
  const refused = [{ channel: "SMS" as const, category: "billing" as const }];
  const chosen = await setPreferences(clinic.ctx(), maria.id, { channelOrder: ["EMAIL", "SMS"], refused });
  expect(chosen).toMatchObject({ channelOrder: ["EMAIL", "SMS"], refused });
  expect(await state(billed)).toBe("FAILED preference");
  const { plan } = await previewMessage(clinic.ctx(), { patientId: maria.id, body: "Hello" });
  expect(plan.map(({ channel }) => channel)).toEqual(["EMAIL", "SMS"]);
  expect(await setPreferences(clinic.ctx(), maria.id, { channelOrder: [], refused: [] })).toMatchObject({
    channelOrder: [],
    refused: [],
  });

  const body = "Your A1c is 7.2.";
  const [labelled = ""] = await outbound(clinic, maria, { body, scheduledAt: tomorrow });
  await setLabels(clinic.ctx(), { patientId: maria.id }, { labels: ["teen_confidential"] });
  await saveRelated(
    clinic.ctx(),
    maria.id,
    SaveRelated.parse({ relation: "guardian", name: "Ana", authority: "parent", phone: maria.phone }),
  );
  expect(await state(labelled)).toBe("FAILED representation");
});
