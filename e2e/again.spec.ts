import { handOffs, hub } from "@/e2e/world/hub";
import { newPatient } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";

/** Numbers that are gone, one for each try: the same number twice is a shared phone. */
const endings = ["3005", "3004", "3007"];

test("a message to many falls back from texts to emails, and goes again to whom it did not reach", async ({
  page,
}, info) => {
  const serial = String(Date.now()).slice(-6);
  const reached = await newPatient("Again");
  // A number and a mailbox that do not exist: nothing arrives.
  const missed = await newPatient("Again", {
    phone: `+1500555${endings[info.retry] ?? "3005"}`,
    email: `bounce+${serial}@sim.example`,
  });
  const left = await newPatient("Again");
  await hub("PATCH", `/v1/patients/${left.id}`, { doNotContact: true });

  await signIn(page, "Ruth");
  await page.goto("/bulk/new");
  const phones = [reached.phone, missed.phone, left.phone].map((phone) => `${phone},June 9`);
  await page.getByLabel("List of recipients").setInputFiles({
    name: "recall.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`Phone,Visit date\n${phones.join("\n")}\n`),
  });
  await expect(page.getByText("recall.csv")).toBeVisible();
  await page.getByRole("button", { name: "Next: words" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Flu shots");
  await page.getByRole("button", { name: "Ways: Text only" }).click();
  await page.getByRole("menuitemradio", { name: /^Text, then email/ }).click();
  await expect(page.getByText(/^An email follows when the text fails/)).toBeVisible();
  await page.getByLabel("Your words").fill("Hi {{firstName}}, we missed you on {{visitDate}}. Call us.");
  await look(page, "bulk-ways");
  await page.getByRole("button", { name: "Check before sending" }).click();
  await expect(page.getByRole("heading", { name: "2 patients would get this" })).toBeVisible();
  await expect(page.getByText(/^An email follows when the text fails/)).toBeVisible();
  await page.getByRole("button", { name: "Send to 2 patients" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("Done", { exact: true })).toBeVisible({ timeout: 90_000 });
  const again = page.getByRole("link", { name: "Send again to these 2" });
  await expect(again).toBeVisible({ timeout: 90_000 });
  await look(page, "bulk-missed");

  await hub("PATCH", `/v1/patients/${left.id}`, { doNotContact: false });
  const mobile = `+1720555${serial.slice(-4)}`;
  const add = [{ kind: "phone", value: mobile, isPrimary: true }];
  await hub("PATCH", `/v1/patients/${missed.id}`, { contacts: { add } });
  await again.click();
  await expect(page.getByRole("heading", { name: "2 patients would get this" })).toBeVisible();
  await look(page, "bulk-again");
  await page.getByRole("button", { name: "Send to 2 patients" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Flu shots, again" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Delivered 2" })).toBeVisible({ timeout: 90_000 });
  expect((await handOffs(mobile)).map(({ body }) => body)).toEqual([expect.stringContaining("on June 9")]);
  const recalls = (await handOffs(reached.phone)).filter(({ body }) => body.includes("June 9"));
  expect(recalls).toHaveLength(1);
  await page.getByRole("link", { name: "Flu shots", exact: true }).click();
  await expect(page.getByRole("link", { name: "Flu shots, again" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Send again/ })).toHaveCount(0);
  await look(page, "bulk-sent-again");
});
