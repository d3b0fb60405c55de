import { handOffs } from "@/e2e/world/hub";
import { newPatient, type Person } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";

const PEOPLE = 45;

test("checks a messy list, sends it, pauses, goes on, and tells what became of each", async ({ page }) => {
  const people: Person[] = [];
  while (people.length < PEOPLE) people.push(await newPatient("Recall"));
  const phones = people.map(({ phone }) => phone);
  const shown = phones.map((phone, index) =>
    index % 3 === 0
      ? `(${phone.slice(2, 5)}) ${phone.slice(5, 8)}-${phone.slice(8)}`
      : index % 3 === 1
        ? phone.slice(2)
        : `${phone.slice(2, 5)}.${phone.slice(5, 8)}.${phone.slice(8)}`,
  );
  const rows = [
    ...shown.map((phone) => `${phone};June 9;x`),
    `${shown[0]};June 9;the same again`,
    ";June 9;nobody",
    "12345;June 9;too short",
    "303-555-0999;June 9;a stranger",
  ];
  rows[1] = `${shown[1]};;no date`;
  const list = `Cell phone;Visit date;Notes\r\n${rows.join("\r\n")}\r\n`;

  await signIn(page, "Ruth");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Bulk" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Bulk messages" })).toBeVisible();
  await look(page, "bulk-list");
  await page.getByRole("link", { name: "New bulk message" }).first().click();
  await page
    .getByLabel("List of recipients")
    .setInputFiles({ name: "no-shows.csv", mimeType: "text/csv", buffer: Buffer.from(list) });
  await expect(page.getByText("no-shows.csv")).toBeVisible();
  await look(page, "bulk-who");
  await page.getByRole("radio", { name: "Patients we find" }).click();
  await expect(page.getByLabel("Visit from")).toBeVisible();
  await look(page, "bulk-filter");
  await page.getByRole("radio", { name: "A list of yours" }).click();
  await page.getByRole("button", { name: "Next: words" }).click();
  await page.getByLabel("Name", { exact: true }).fill("June recall");
  const words = "Hi {{firstName}}, we missed you on {{visitDate}}. Please call us at {{clinicPhone}}.";
  await page.getByLabel("Your words").fill(words);
  await look(page, "bulk-words");
  await page.getByRole("button", { name: "Check before sending" }).click();

  await expect(page.getByRole("heading", { name: `${PEOPLE - 1} patients would get this` })).toBeVisible();
  const left = page.getByRole("region", { name: "Left out" });
  await expect(left.getByRole("listitem")).toHaveCount(4);
  await expect(left).toContainText("Missing a word the text needs");
  await expect(left).toContainText("Patient listed twice");
  await expect(page.getByText("This number has too few or too many digits.")).toBeVisible();
  await expect(page.getByRole("img", { name: /^Messages leaving per/ })).toBeVisible();
  await expect(page.getByText(/we missed you on June 9/)).toBeVisible();
  await look(page, "bulk-check");
  await page.setViewportSize({ width: 360, height: 740 });
  await look(page, "bulk-check-phone");
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.getByRole("button", { name: `Send to ${PEOPLE - 1} patients` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Send" }).click();
  await expect(page).toHaveURL(/\/bulk\/[0-9a-f-]{36}$/);
  const taken = async () => (await Promise.all(phones.map(handOffs))).flat().length;
  await expect.poll(taken, { intervals: [50, 100, 250], timeout: 90_000 }).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  // What was under way still leaves; then nothing does.
  const leaving = async () => {
    const before = await taken();
    await page.waitForTimeout(2_500);
    return (await taken()) - before;
  };
  await expect.poll(leaving).toBe(0);
  expect(await taken()).toBeLessThan(PEOPLE - 1);
  await look(page, "bulk-paused");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("Done", { exact: true })).toBeVisible({ timeout: 120_000 });
  await expect.poll(taken).toBe(PEOPLE - 1);
  await expect(page.getByRole("button", { name: `Delivered ${PEOPLE - 1}` })).toBeVisible({
    timeout: 90_000,
  });
  await page.getByRole("button", { name: "Left out 5" }).click();
  const table = page.getByRole("region", { name: "Recipients" });
  await expect(table.getByRole("row")).toHaveCount(6);
  await expect(table).toContainText("Missing: visitDate.");
  await look(page, "bulk-results");
  await page.setViewportSize({ width: 360, height: 740 });
  await look(page, "bulk-results-phone");
});
