import { look } from "@/e2e/world/screens";
import { log, row, signIn, thread } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { answerFrom, bePatient, bubble, composer, expectDelivered, sendButton } from "@/e2e/world/thread";

test("walks the demo at any hour @clock", async ({ page }) => {
  await signIn(page);
  const tries = page.getByRole("region", { name: "Try this" });
  const first = tries.getByRole("link", { name: /it can go now$/ });
  const [, name = ""] = /Text (.+), it can go now$/.exec((await first.textContent()) ?? "") ?? [];
  await first.click();
  await expect(thread(page, name)).toBeVisible();
  const field = composer(page).getByRole("textbox", { name: /^Text to / });
  await field.fill("We can move it. Would Friday at 2:30 PM work?");
  await expect(composer(page).getByText(/^May go now by text/)).toBeVisible();
  await expect(sendButton(page)).toBeEnabled();
  await field.press("Control+Enter");
  await expectDelivered(page, "Would Friday at 2:30 PM work?");
  await tries.getByRole("link", { name: "Be the patient and answer" }).click();
  const phone = await bePatient(page);
  await expect(phone.getByText("Would Friday at 2:30 PM work?")).toBeVisible();
  await answerFrom(phone, "Yes, that works");
  await expect(bubble(page, "Yes, that works")).toBeVisible();
  await bubble(page, "Would Friday").getByRole("button", { name: "Delivered" }).click();
  await expect(page.getByRole("list", { name: "What happened" })).toBeVisible();
  await page.keyboard.press("Escape");
  await tries.getByRole("link", { name: /^See why .* has to wait/ }).click();
  await expect(
    log(page)
      .getByRole("button", { name: /^Held until/ })
      .first(),
  ).toBeVisible();
  await tries.getByRole("link", { name: /failures: causes and remedies$/ }).click();
  await row(page, "Devon Price").click();
  await expect(log(page).getByText(/is a landline and cannot get texts/)).toBeVisible();
  // Who pauses for six seconds types no more.
  await expect(async () => {
    await tries.getByRole("link", { name: /^Write while .* types too$/ }).click();
    await expect(thread(page, name)).toBeVisible();
    await expect(page.getByText(/is typing…/)).toBeVisible({ timeout: 6_000 });
  }).toPass();
  await look(page, "demo");
});
