import { handOffs, textFrom } from "@/e2e/world/hub";
import { newPatient, threadOf } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { openThread, row, signIn, thread } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { bubble, composer, expectDelivered, writeText } from "@/e2e/world/thread";

test("takes a message back after leaving its thread, and finds the words there", async ({ page }) => {
  const [first, second] = [await newPatient("Leaving"), await newPatient("Staying")];
  await textFrom(second.phone, "Hello there");
  await textFrom(first.phone, "Hello?");
  await signIn(page);
  await openThread(page, await threadOf(first), first.name);
  await writeText(page, "Sent too soon");
  await expect(bubble(page, "Sent too soon").getByRole("button", { name: "Undo" })).toBeVisible();
  await row(page, second.name).click();
  const bar = page.getByRole("listitem").filter({ hasText: `Sending to ${first.firstName}.` });
  await bar.getByRole("button", { name: "Undo" }).click();
  await expect(thread(page, first.name)).toBeVisible();
  await expect(composer(page).getByRole("textbox", { name: /^Text to / })).toHaveValue("Sent too soon");
  await page.waitForTimeout(9_000);
  expect(await handOffs(first.phone)).toHaveLength(0);
  await composer(page).getByRole("button", { name: /^Send/ }).last().click();
  await expectDelivered(page, "Sent too soon");
  expect(await handOffs(first.phone)).toHaveLength(1);
});

test("plans on the patient's wall with the clinic's beside it, moves it, edits it and stops it", async ({
  page,
}) => {
  const patient = await newPatient("Planned", { timeZone: "Pacific/Guam" });
  await textFrom(patient.phone, "Please remind me");
  await signIn(page);
  await openThread(page, await threadOf(patient), patient.name);
  const field = composer(page).getByRole("textbox", { name: /^Text to / });
  await field.fill("This is your reminder.");
  await page.getByRole("button", { name: "Send later" }).click();
  const panel = page.getByRole("dialog", { name: "Send later" });
  await expect(panel.getByText(/Guam\. Ours \(Denver\) stand beside them\./)).toBeVisible();
  await expect(panel.getByRole("button", { name: /^Tomorrow morning.*8:00 AM · .*here/ })).toBeVisible();
  await look(page, "send-later-two-zones");
  await panel.getByRole("button", { name: /^Tomorrow morning/ }).click();
  await expect(composer(page).getByText(/8:00 AM for .* \(Guam\) · .* here/)).toBeVisible();
  await composer(page).getByRole("button", { name: "Schedule" }).click();

  const planned = bubble(page, "This is your reminder.");
  await expect(planned.getByRole("button", { name: /^Goes out .*8:00 AM/ })).toBeVisible();
  await planned.getByRole("button", { name: "Change the time" }).click();
  const moving = page.getByRole("dialog", { name: "Change the time" });
  await look(page, "change-the-time");
  await moving.getByRole("button", { name: /^Tomorrow afternoon/ }).click();
  const badge = planned.getByRole("button", { name: /^Goes out .*1:00 PM/ });
  await expect(badge).toBeVisible();
  await badge.click();
  await expect(
    page.getByRole("list", { name: "What happened" }).getByText(/Dana .*moved it to .*1:00 PM/),
  ).toBeVisible();
  await look(page, "moved-story");
  await page.keyboard.press("Escape");

  await planned.getByRole("button", { name: "Edit" }).click();
  await expect(field).toHaveValue("This is your reminder.");
  await expect(planned.getByRole("button", { name: /^Cancelled/ })).toBeVisible();
  await field.fill("This is your better reminder.");
  await page.getByRole("button", { name: "Send later" }).click();
  await panel.getByRole("button", { name: /^Tomorrow morning/ }).click();
  await composer(page).getByRole("button", { name: "Schedule" }).click();
  const better = bubble(page, "This is your better reminder.");
  await better.getByRole("button", { name: "Do not send" }).click();
  await expect(better.getByRole("button", { name: /^Cancelled/ })).toBeVisible();
  expect(await handOffs(patient.phone)).toHaveLength(0);
});

test("sends what was planned at once when asked to", async ({ page }) => {
  const patient = await newPatient("Sooner");
  await textFrom(patient.phone, "Hi");
  await signIn(page);
  await openThread(page, await threadOf(patient), patient.name);
  await composer(page)
    .getByRole("textbox", { name: /^Text to / })
    .fill("The form is ready.");
  await page.getByRole("button", { name: "Send later" }).click();
  await page
    .getByRole("dialog", { name: "Send later" })
    .getByRole("button", { name: /^Tomorrow morning/ })
    .click();
  await composer(page).getByRole("button", { name: "Schedule" }).click();
  await bubble(page, "The form is ready.").getByRole("button", { name: "Send now" }).click();
  await expectDelivered(page, "The form is ready.");
});
