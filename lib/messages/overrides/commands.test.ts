import { beforeAll, describe, expect, it } from "vitest";
import { inClinic } from "@/lib/db/transaction";
import { sendMessage } from "@/lib/messages/commands";
import { overrideRule } from "@/lib/messages/overrides/commands";
import { previewMessage } from "@/lib/messages/preview/queries";
import { reschedule } from "@/lib/messages/reschedule/commands";
import type { SendMessage } from "@/lib/messages/schema";
import { type Suite, suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";

const providers = [testVendor("twilio", "SMS").provider];
let night: Suite;
let day: Suite;
beforeAll(async () => {
  night = await suite({ providers, now: "2026-06-17T03:52:00.000Z" });
  day = await suite({ providers });
});

const lift = (rule: "quiet_hours" | "daily_cap") => ({ rule, reason: "The patient wrote and is waiting." });

/** A reply by the front desk to a patient who wrote so many minutes ago. */
async function reply(clinic: Suite, minutesAgo: number, change: Partial<SendMessage> = {}, fullDay = false) {
  const maria = await patient(clinic);
  const inReplyTo = await inbound(clinic, maria, "Are you there?", { minutesAgo });
  if (fullDay) {
    const localDate = new Date("2026-06-16T00:00:00Z");
    const row = { clinicId: clinic.clinicId, patientId: maria.id, localDate, used: 10 };
    await inClinic(clinic.clinicId, (tx) => tx.patientDay.create({ data: row }));
  }
  const words = { patientId: maria.id, channel: "SMS" as const, body: "Yes, we are.", inReplyTo, ...change };
  const preview = await previewMessage(clinic.ctx(), words);
  const held = await sendMessage(clinic.ctx(), words);
  return { held, offered: preview.decision.remedy };
}

describe("a reply at night", () => {
  it("is held, offers to be sent to her who waits, and any colleague may do so without a permission", async () => {
    const { held, offered } = await reply(night, 12);
    expect(offered).toBe("send_now_waiting");
    expect(held).toMatchObject({ status: "SCHEDULED", reason: "quiet_hours" });
    expect(held.waitingUntil).toEqual(new Date("2026-06-17T04:40:00.000Z"));
    const colleague = {
      kind: "staff",
      id: night.staff.clinician,
      role: "front_desk",
      sessionId: "x",
    } as const;
    const sent = await overrideRule(night.ctx(colleague), held.id, lift("quiet_hours"));
    expect(sent).toMatchObject({ status: "PENDING", waitingUntil: null });
    const told = sent.story.find((line) => line.kind === "override");
    expect(told?.words).toBe(
      "clinician lifted quiet hours for this message: “The patient wrote and is waiting.”",
    );
  });

  it("is nothing that a patient waits for when it is planned for later, and what was lifted stays with its time", async () => {
    const scheduledAt = new Date("2026-06-18T08:00:00Z");
    const { held } = await reply(night, 12, { scheduledAt });
    expect(held.waitingUntil).toBeNull();
    const mine = overrideRule(night.ctx(), held.id, lift("quiet_hours"));
    await expect(mine).rejects.toMatchObject({ code: "forbidden" });

    const { held: tonight } = await reply(night, 12);
    await overrideRule(night.ctx(), tonight.id, lift("quiet_hours"));
    const moved = reschedule(night.ctx(), tonight.id, { scheduledAt });
    await expect(moved).rejects.toMatchObject({ code: "forbidden", reason: "permission" });
    expect(await reschedule(night.ctx(), tonight.id, { scheduledAt: null })).toMatchObject({
      status: "PENDING",
    });
    expect(await reschedule(night.ctx("clinician"), tonight.id, { scheduledAt })).toMatchObject({
      status: "SCHEDULED",
      nextAt: scheduledAt,
    });
  });

  it.each<[string, number, Partial<SendMessage>]>([
    ["61 minutes later", 61, {}],
    ["for billing", 1, { category: "billing" }],
    ["in bulk", 1, { priority: "bulk" }],
  ])("offers nothing %s, and needs the permission", async (_, minutesAgo, change) => {
    const { held, offered } = await reply(night, minutesAgo, change);
    expect(offered).toBe("override_quiet_hours");
    await expect(overrideRule(night.ctx(), held.id, lift("quiet_hours"))).rejects.toMatchObject({
      code: "forbidden",
    });
    const urgent = await overrideRule(night.ctx("clinician"), held.id, lift("quiet_hours"));
    expect(urgent.status).toBe("PENDING");
  });

  it("is never an API key's to send", async () => {
    const maria = await patient(night);
    const inReplyTo = await inbound(night, maria, "Are you there?");
    const key = night.ctx({ kind: "key", id: night.staff.admin, scopes: ["message.send"] });
    const held = await sendMessage(key, { patientId: maria.id, channel: "SMS", body: "Yes", inReplyTo });
    expect(held).toMatchObject({ decision: { remedy: "override_quiet_hours" } });
    for (const ctx of [key, night.ctx()]) {
      await expect(overrideRule(ctx, held.id, lift("quiet_hours"))).rejects.toMatchObject({
        code: "forbidden",
      });
    }
  });
});

describe("a reply on a full day", () => {
  it("is released by its author, not by a colleague", async () => {
    const { held, offered } = await reply(day, 12, {}, true);
    expect(offered).toBe("release_own_reply");
    const colleague = { kind: "staff", id: day.staff.clinician, role: "front_desk", sessionId: "x" } as const;
    await expect(overrideRule(day.ctx(colleague), held.id, lift("daily_cap"))).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await overrideRule(day.ctx(), held.id, lift("daily_cap"))).status).toBe("PENDING");
  });

  it("needs who may release, when she wrote more than an hour ago", async () => {
    const { held, offered } = await reply(day, 61, {}, true);
    expect(offered).toBe("override_daily_cap");
    await expect(overrideRule(day.ctx(), held.id, lift("daily_cap"))).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await overrideRule(day.ctx("clinician"), held.id, lift("daily_cap"))).status).toBe("PENDING");
  });
});
