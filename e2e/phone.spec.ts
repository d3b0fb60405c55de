import { textFrom } from "@/e2e/world/hub";
import { newPatient } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { row, signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { bubble, writeText } from "@/e2e/world/thread";

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

test("fits a phone of 360 px: list and thread are two screens, and nothing is cut off", async ({ page }) => {
  const patient = await newPatient("Pocket");
  await textFrom(patient.phone, "I am on the bus");
  await signIn(page);
  const fits = () =>
    page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  await expect.poll(fits).toBe(true);
  await look(page, "phone-list");
  await page.getByRole("button", { name: /^View: / }).click();
  await page.getByRole("menuitemradio", { name: /^All open/ }).click();
  await row(page, patient.name).tap();
  await expect(bubble(page, "I am on the bus")).toBeVisible();
  await expect(page.getByRole("list", { name: "Threads" })).toHaveCount(0);
  await expect.poll(fits).toBe(true);
  await look(page, "phone-thread");
  await writeText(page, "See you soon");
  await page.getByRole("button", { name: "Show the patient" }).tap();
  const sheet = page.getByRole("dialog", { name: "Patient" });
  await expect(sheet.getByRole("heading", { name: patient.name })).toHaveCount(1);
  await look(page, "phone-patient");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Back to the list" }).tap();
  await expect(page.getByRole("list", { name: "Threads" })).toBeVisible();
  await page.goto("/patients");
  await expect.poll(fits).toBe(true);
  await look(page, "phone-patients");
});
