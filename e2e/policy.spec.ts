import { textFrom } from "@/e2e/world/hub";
import { newPatient, threadOf } from "@/e2e/world/people";
import { expectAccessible, look } from "@/e2e/world/screens";
import { openThread, signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";

test("an admin shortens the day, and a chart's instruction blocks the composer with its reason", async ({
  page,
  browser,
}) => {
  const patient = await newPatient("Asked");
  await textFrom(patient.phone, "Please only email me");
  const desk = await (await browser.newContext()).newPage();
  await signIn(desk);
  await signIn(page, "Ruth Kessler");
  await page.goto("/settings/policy");
  const until = page.getByRole("combobox", { name: "Texts may go until" });
  const choose = async (time: string) => {
    await until.click();
    await page.getByRole("option", { name: time }).click();
  };
  await expect(until).toContainText("9:00 PM");
  await choose("8:30 PM");
  await page.getByLabel("Messages per patient and day").fill("12");
  await expect(page.getByText("A whole number from 1 to 10.")).toBeVisible();
  await page.getByRole("button", { name: "Save the rules" }).click();
  await expect(page.getByLabel("Messages per patient and day")).toBeFocused();
  await page.getByLabel("Messages per patient and day").fill("9");
  const changes = page.getByRole("region", { name: "Changes" });
  await expect(changes.getByText("Texts may go until: 9:00 PM → 8:30 PM")).toBeVisible();
  await look(page, "policy");
  await page.getByRole("button", { name: "Save the rules" }).click();
  await expect(changes).toBeHidden();
  try {
    await desk.goto("/settings/policy");
    const theirs = desk.getByRole("combobox", { name: "Texts may go until" });
    await expect(theirs).toContainText("8:30 PM");
    await expect(theirs).toBeDisabled();
  } finally {
    await choose("9:00 PM");
    await page.getByLabel("Messages per patient and day").fill("10");
    await page.getByRole("button", { name: "Save the rules" }).click();
    await expect(changes).toBeHidden();
  }

  await desk.goto(`/patients/${patient.id}`);
  await desk.getByRole("button", { name: "Add instruction…" }).click();
  const ask = desk.getByRole("dialog", { name: `What did ${patient.firstName} ask for?` });
  await ask.getByRole("button", { name: "Save instruction" }).click();
  await expect(ask.getByText("Say where, when or how: this asks for nothing.")).toBeVisible();
  await ask.getByRole("checkbox", { name: patient.email }).check();
  await ask.getByRole("button", { name: "Save instruction" }).click();
  await expect(desk.getByText(`Only by ${patient.email}`)).toBeVisible();
  await desk.getByRole("button", { name: "Change labels…" }).click();
  await desk.getByRole("checkbox", { name: "Mental health" }).check();
  await desk.getByRole("button", { name: "Save labels" }).click();
  await expect(desk.getByRole("region", { name: "Restricted" }).getByText("Mental health")).toBeVisible();
  await look(desk, "chart");
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByText("Weekdays").click();
  await page.getByRole("checkbox", { name: "Emails have hours of their own" }).check();
  await page.getByRole("combobox", { name: "Texts on Sunday" }).scrollIntoViewIfNeeded();
  await expectAccessible(page);
  await page.screenshot({ path: ".test/screens/policy-360.png" });

  await openThread(desk, await threadOf(patient), patient.name);
  const composer = desk.getByRole("region", { name: "Composer" });
  await composer.getByRole("textbox").first().fill("See you on Friday");
  await expect(composer.getByText(/^Not sent: .+ asked/)).toBeVisible();
  await expect(composer.getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await expect(composer.getByRole("link", { name: "See how to reach them" })).toBeVisible();
  await composer.getByRole("button", { name: /^Ways:/ }).click();
  await desk.getByRole("menuitemradio", { name: /^Text, then email if it does not arrive in/ }).click();
  await expect(composer.getByText("The text itself cannot go, so the email goes at once.")).toBeVisible();
  await look(desk, "composer-plan");
});
