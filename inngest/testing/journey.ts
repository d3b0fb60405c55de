import { addressOf, callBack, handedTo, type Stage } from "@/inngest/testing/world";
import type { Outcome } from "@/lib/providers/port";
import { outbound, stored } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";

const OFF: Outcome = { kind: "rejected", retry: true, reason: "service_down" };

/** What the five patients of the journey got in the end, whatever became of the events. */
export const RIGHT = {
  states: ["DELIVERED SMS", "DELIVERED SMS", "SENT SMS", "SENT SMS", "DELIVERED EMAIL"],
  handed: [1, 1, 1, 2, 0],
  mails: 2,
};

/**
 * Five messages and their receipts: a plain text; a mail that bounces and falls back to a text; a text for later; a
 * text that the phone company takes at the second try; a mail that arrives, so that its text is never sent.
 */
export async function journey(stage: Stage): Promise<typeof RIGHT> {
  const { clinic, texts, mails } = stage;
  const [plain, falling, planned, retried, mailed] = await Promise.all([
    patient(clinic),
    patient(clinic),
    patient(clinic),
    patient(clinic),
    patient(clinic),
  ]);
  stage.answers.set(retried.phone, OFF);
  const scheduledAt = new Date(clinic.ports.clock().getTime() + stage.scheduleMs);
  const plans = [
    await outbound(clinic, plain),
    await outbound(clinic, falling, { plan: ["EMAIL", "SMS"] }),
    await outbound(clinic, planned, { scheduledAt }),
    await outbound(clinic, retried),
    await outbound(clinic, mailed, { plan: ["EMAIL", "SMS"] }),
  ];
  const sentTo = (to: string) => handedTo([...texts, ...mails], to);
  const last = (to: string) => [...texts, ...mails].findLast(({ message }) => addressOf(message) === to);
  const early = sentTo(planned.phone);

  await stage.until(() => [plain.phone, falling.email, mailed.email].every((to) => sentTo(to) === 1));
  await callBack(stage, "SMS", last(plain.phone), "delivered");
  await callBack(stage, "EMAIL", last(falling.email), "bounced");
  await callBack(stage, "EMAIL", last(mailed.email), "delivered");
  await stage.until(
    () => sentTo(falling.phone) === 1 && sentTo(planned.phone) === 1 && sentTo(retried.phone) === 2,
  );
  await callBack(stage, "SMS", last(falling.phone), "delivered");

  const look = async () => {
    const rows = await Promise.all(plans.flat().map((id) => stored(clinic, id)));
    return rows.map(({ status, channel }) => `${status} ${channel}`);
  };
  await stage.until(async () => (await look()).join() === RIGHT.states.join());
  return {
    states: early > 0 ? ["sent before its time"] : await look(),
    handed: [plain, falling, planned, retried, mailed].map(({ phone }) => sentTo(phone)),
    mails: mails.length,
  };
}
