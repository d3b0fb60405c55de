import { expect, test } from "@playwright/test";
import { textFrom } from "@/e2e/world/hub";
import { newPatient, threadOf } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { openThread, signIn } from "@/e2e/world/staff";
import { bubble, composer } from "@/e2e/world/thread";

test("keeps words and refuses to send while the line is down, and catches up when it is back", async ({
  page,
  context,
}) => {
  test.setTimeout(120_000);
  const patient = await newPatient("Reconnect");
  await textFrom(patient.phone, "First words");
  await signIn(page);
  await openThread(page, await threadOf(patient), patient.name);
  const field = composer(page).getByRole("textbox", { name: /^Text to / });
  await field.fill("Half an answer");
  await context.setOffline(true);
  await expect(page.getByText(/^Offline since/)).toBeVisible({ timeout: 50_000 });
  await look(page, "offline");
  await textFrom(patient.phone, "Never mind, I found it");
  await expect(composer(page).getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await context.setOffline(false);
  await expect(bubble(page, "Never mind, I found it")).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText(/^Back online/)).toBeVisible();
  await expect(composer(page).getByText(/wrote again while you were typing/)).toBeVisible();
  await expect(field).toHaveValue("Half an answer");
  await expect(composer(page).getByRole("button", { name: "Send anyway" })).toBeEnabled();
});
