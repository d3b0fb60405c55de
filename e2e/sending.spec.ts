import { look } from "@/e2e/world/screens";
import { signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";

test("an admin stops all sending with a reason, everybody sees it at once, and it goes on again", async ({
  page,
  browser,
}) => {
  const desk = await (await browser.newContext()).newPage();
  await signIn(desk);
  await signIn(page, "Ruth Kessler");
  await page.getByRole("link", { name: "Settings" }).first().click();
  await expect(page).toHaveURL(/\/settings$/);
  await look(page, "settings");
  await page.getByRole("link", { name: /^Sending/ }).click();
  await expect(page.getByText("Messages go out.")).toBeVisible();
  await page.getByRole("button", { name: "Stop all sending…" }).click();
  const ask = page.getByRole("dialog", { name: "Stop all sending?" });
  await ask.getByRole("button", { name: "Stop all sending" }).click();
  await expect(ask.getByText("Say why, in a few words.")).toBeVisible();
  await ask.getByLabel("Why?").fill("The wrong list went out");
  await ask.getByRole("button", { name: "Stop all sending" }).click();
  try {
    await expect(desk.getByText("All sending is stopped.")).toBeVisible();
    await expect(desk.getByText("The wrong list went out")).toBeVisible();
    await expect(page.getByRole("region", { name: "Sending is stopped" })).toBeVisible();
    await look(page, "sending-stopped");
  } finally {
    await page.getByRole("button", { name: "Send again…" }).click();
    await page.getByRole("button", { name: "Send again", exact: true }).click();
  }
  await expect(page.getByText("Messages go out.")).toBeVisible();
  await expect(desk.getByText("All sending is stopped.")).toBeHidden();
  await desk.goto("/settings/sending");
  await expect(desk.getByRole("button", { name: "Stop all sending…" })).toHaveCount(0);
});
