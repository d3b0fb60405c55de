import { v7 as uuid } from "uuid";
import { expect, it } from "vitest";
import { fileInbound } from "@/lib/conversations/inbound/commands";
import { mintCtx } from "@/lib/ctx";
import { inClinic } from "@/lib/db/transaction";
import type { InboundAttachment } from "@/lib/providers/port";
import { suite } from "@/lib/testing/ctx";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

it("a STOP is obeyed though its message cannot be filed; filed later, it is answered once", async () => {
  const clinic = await suite({ providers: [testVendor("twilio", "SMS").provider] });
  const { clinicId } = clinic;
  const ana = await patient(clinic);
  const [queued = ""] = await outbound(clinic, ana);
  const ctx = mintCtx(clinicId, { kind: "provider", name: "twilio" }, clinic.ports);
  const eventId = uuid();
  const arrive = (attachments: InboundAttachment[]) =>
    fileInbound(ctx, {
      eventId,
      ownAddress: "+13035550100",
      conversationId: null,
      message: {
        kind: "message",
        channel: "SMS",
        eventId,
        ref: eventId,
        at: ctx.now,
        from: ana.phone,
        to: ["+13035550100"],
        text: "STOP",
        attachments,
      },
    });
  const filed = () =>
    inClinic(clinicId, (tx) =>
      tx.message.findMany({
        where: { clinicId, patientId: ana.id, OR: [{ direction: "INBOUND" }, { isAutomatic: true }] },
        orderBy: { id: "asc" },
      }),
    );
  // PostgreSQL keeps no NUL.
  const unkept = { filename: "a.jpg", contentType: "image/jpeg", url: "https://api.twilio.com/\0" };
  await expect(arrive([unkept])).rejects.toThrow();
  expect(await filed()).toEqual([]);
  expect(await stored(clinic, queued)).toMatchObject({ status: "CANCELLED", reason: "opt_out" });

  for (let times = 0; times < 2; times += 1) expect(await arrive([])).toBe(ana.phone);
  expect((await filed()).map(({ direction, body }) => `${direction} ${body.slice(0, 12)}`)).toEqual([
    "INBOUND STOP",
    "OUTBOUND Test Clinic:",
  ]);
  const where = { clinicId, address: ana.phone };
  const acts = await inClinic(clinicId, (tx) => tx.consentEvent.findMany({ where }));
  expect(acts.map(({ purpose, act }) => `${act} ${purpose}`).sort()).toEqual([
    "revoke contact",
    "revoke marketing",
  ]);
});
