import type { Page } from "@playwright/test";
import { textFrom } from "@/e2e/world/hub";
import { newPatient, threadOf } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { row, signIn, thread } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { bubble } from "@/e2e/world/thread";

/** What a walk that broke off left behind is nobody's any more. */
async function takeAll(page: Page): Promise<void> {
  const { items } = await (await page.request.get("/api/v1/emergencies")).json();
  const headers = { Origin: new URL(page.url()).origin };
  for (const { id } of items)
    await page.request.post(`/api/v1/emergencies/${id}/take`, { data: {}, headers });
}

test("“I can't breathe” alerts every staff screen, stands on top, and ends when somebody has it", async ({
  page,
}) => {
  const patient = await newPatient("Urgent");
  await signIn(page);
  await takeAll(page);
  await page.goto("/patients");
  await textFrom(patient.phone, "I can't breathe");
  const banner = page.getByRole("alert").filter({ hasText: "Possible emergency" });
  await expect(banner).toContainText("a patient message needs attention now");
  await expect(banner).not.toContainText(patient.name);
  await expect(banner.getByRole("button", { name: "Sound is off" })).toBeVisible();
  await look(page, "emergency-banner");
  await page.goto("/inbox?view=waiting");
  const first = page.getByRole("list", { name: "Threads" }).getByRole("listitem").first();
  await expect(first).toContainText(patient.name);
  await expect(first).toContainText("Emergency?");
  await banner.getByRole("link", { name: "Open it" }).click();
  await expect(page).toHaveURL(new RegExp(await threadOf(patient)));
  await expect(thread(page, patient.name)).toBeVisible();
  await expect(bubble(page, "I can't breathe")).toContainText("Possible emergency");
  const bar = page.getByRole("region", { name: "Possible emergency", exact: true });
  await expect(bar).toContainText("Possible emergency: “can't breathe”.");
  await expect(bar).toContainText("Nobody has this yet.");
  await expect(bar.getByRole("link", { name: /^Call/ })).toHaveAttribute("href", `tel:${patient.phone}`);
  await look(page, "emergency-thread");
  await bar.getByRole("button", { name: "I have it" }).click();
  await expect(bar).toHaveCount(0);
  const taken = page.getByRole("region", { name: "Who has the possible emergency" });
  await expect(taken).toContainText(/Dana Whitfield has it since \d+:\d\d [AP]M\./);
  await expect(taken).toContainText("Nobody on call was told.");
  await look(page, "emergency-taken");
  await bubble(page, "I can't breathe").getByRole("button", { name: "Possible emergency" }).click();
  await expect(page.getByRole("dialog", { name: "Possible emergency" })).toContainText(
    "Dana Whitfield has it since",
  );
  await page.keyboard.press("Escape");
  await expect(banner).toHaveCount(0);
  await expect(row(page, patient.name)).not.toContainText("Emergency?");
  await page.goto("/emergencies");
  await expect(page.getByText("Nobody is waiting.")).toBeVisible();
  await look(page, "emergencies-none");
});

test("is there from the first moment of a thread that is loaded anew, also on a slow computer", async ({
  page,
}) => {
  const patient = await newPatient("Slow");
  await signIn(page);
  await textFrom(patient.phone, "I can't breathe");
  await expect(page.getByRole("alert").filter({ hasText: "Possible emergency" })).toBeVisible();
  const address = `/inbox/${await threadOf(patient)}?view=waiting`;
  const computer = await page.context().newCDPSession(page);
  const bar = page.getByRole("region", { name: "Possible emergency", exact: true });
  for (const rate of [1, 1, 6]) {
    await computer.send("Emulation.setCPUThrottlingRate", { rate });
    await page.goto(address);
    await expect(bar).toBeVisible({ timeout: 90_000 });
  }
  await computer.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await bar.getByRole("button", { name: "I have it" }).click();
  await expect(bar).toHaveCount(0);
});
