import { look } from "@/e2e/world/screens";
import { signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";

test("an admin adds a number, sees why it cannot be used yet, and looks at what the setup lacks", async ({
  page,
}) => {
  const number = `(720) 555-${String(Date.now()).slice(-4)}`;
  await signIn(page, "Ruth Kessler");
  await page.goto("/settings/senders");
  await page.getByRole("button", { name: "Add a sender…" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a sender" });
  await dialog.getByRole("button", { name: "Add sender" }).click();
  await expect(dialog.getByText("Give the number or address.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Number" }).fill("12");
  await dialog.getByRole("textbox", { name: "Number" }).fill(number);
  await dialog.getByRole("button", { name: "Add sender" }).click();
  const card = page.getByRole("article", { name: number });
  await expect(card.getByText("Nothing is sent from it until it is done.")).toBeVisible();
  await card.getByRole("combobox", { name: `Registration of ${number}` }).click();
  await page.getByRole("option", { name: "Not registered" }).click();
  await expect(card.getByText(/error 30034/)).toBeVisible();
  await look(page, "senders");
  await card.getByRole("switch", { name: "Send from it" }).click();
  await expect(card.getByText("Switched off", { exact: true })).toBeVisible();

  await page.goto("/settings/setup");
  const events = page.getByRole("region", { name: "Events from providers" });
  await expect(
    events.getByText("It answers, takes a signed test event, and refuses an unsigned one."),
  ).toBeVisible({ timeout: 60_000 });
  await expect(
    events.getByText(
      "SendGrid posted a signed test event here, it was taken, and an unsigned one was refused.",
    ),
  ).toBeVisible();
  // Each of the three vendors, with the evidence or the want of it.
  await expect(events.getByText(/^Last event with a good signature: /)).toHaveCount(3);
  await expect(page.getByRole("region", { name: "Texts" }).getByText("Stop words at Twilio")).toBeVisible();
  await look(page, "setup");
  await events.getByRole("listitem").last().scrollIntoViewIfNeeded();
  await look(page, "setup-events");
});
