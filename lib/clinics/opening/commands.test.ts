import { expect, test } from "vitest";
import { saveOpening } from "@/lib/clinics/opening/commands";
import { getOpening } from "@/lib/clinics/opening/queries";
import { getReplies } from "@/lib/replies/settings/queries";
import { NOON, suite } from "@/lib/testing/ctx";

test("a closed day of its own closes the clinic, is told to patients, and is never saved over unseen", async () => {
  const clinic = await suite({ now: NOON });
  const admin = () => clinic.ctx("admin");
  const before = await getOpening(admin());
  expect(before.next.slice(0, 2).map(({ date }) => date)).toEqual(["2026-07-03", "2026-07-04"]);
  const days = [
    { date: "2026-12-24", name: "Christmas Eve" },
    { date: "2026-06-17", name: "Staff training" },
  ];
  const given = { opening: before.settings.opening, closed: { holidays: [], days } };
  const saved = await saveOpening(admin(), { ...given, version: before.version });
  expect(saved.next).toEqual(days.toReversed());
  // Tuesday noon, closed on Wednesday.
  expect((await getReplies(admin())).opens).toEqual({ en: "8 AM Thursday", es: "el jueves a las 8 AM" });
  await expect(saveOpening(admin(), { ...given, version: before.version })).rejects.toMatchObject({
    reason: "stale",
  });
  const { settings } = await getOpening(admin());
  expect(settings.closed.days).toHaveLength(2);
});
