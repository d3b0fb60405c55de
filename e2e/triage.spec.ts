import { textFrom } from "@/e2e/world/hub";
import { newPatient, threadOf } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { openThread, row, signIn, thread } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { bubble, composer, playColleague } from "@/e2e/world/thread";

test("links an unknown sender to a patient, and undoes it", async ({ page }) => {
  const patient = await newPatient("Linked");
  const number = `+1720999${String(Date.now() % 10_000).padStart(4, "0")}`;
  const shown = `(720) 999-${number.slice(-4)}`;
  await textFrom(number, "New phone, who reads this?");
  await signIn(page);
  await page.getByRole("link", { name: /^Unknown senders/ }).click();
  await row(page, shown).click();
  await expect(page.getByText("Unknown sender. Who is it?")).toBeVisible();
  await look(page, "unknown-sender");
  await page.getByRole("button", { name: "Find the patient" }).click();
  await page.getByRole("textbox", { name: "Patient" }).fill(patient.name);
  await page
    .getByRole("list", { name: "Patients found" })
    .getByRole("button", { name: patient.name })
    .click();
  // The offer goes after ten seconds, unless a hand is over it.
  const undo = page.getByRole("button", { name: "Undo" });
  await undo.hover();
  await expect(thread(page, patient.name)).toBeVisible();
  await expect(bubble(page, "New phone, who reads this?")).toBeVisible();
  await undo.click();
  await page.getByRole("link", { name: /^Unknown senders/ }).click();
  // A thread that comes back while the list is looked at waits behind "1 new".
  const fresh = page.getByRole("button", { name: /^\d+ new$/ });
  await expect(async () => {
    if (await fresh.isVisible()) await fresh.click({ timeout: 2_000 });
    await expect(row(page, shown)).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await row(page, shown).click();
  await expect(bubble(page, "New phone, who reads this?")).toBeVisible();
});

test("makes a patient of an unknown number, gives the thread to a team, and finds it by its channel", async ({
  page,
}) => {
  const digits = String(Date.now() % 10_000).padStart(4, "0");
  const name = `Nadia Newcomer${digits}`;
  await textFrom(`+1720998${digits}`, "Do you take new patients?");
  await signIn(page);
  await page.getByRole("link", { name: /^Unknown senders/ }).click();
  await row(page, `(720) 998-${digits}`).click();
  await page.getByRole("button", { name: "New patient" }).click();
  const sheet = page.getByRole("dialog", { name: "New patient" });
  await expect(sheet.getByLabel("Mobile phone")).toHaveValue(`(720) 998-${digits}`);
  await sheet.getByLabel("First name").fill("Nadia");
  await sheet.getByLabel("Last name").fill(`Newcomer${digits}`);
  await sheet.getByRole("button", { name: "Add patient" }).click();
  await expect(thread(page, name)).toBeVisible();
  await expect(bubble(page, "Do you take new patients?")).toBeVisible();

  await page.getByRole("button", { name: "Unassigned" }).click();
  await page.getByRole("menuitem", { name: "Billing" }).click();
  await expect(page.getByRole("button", { name: "Billing" })).toBeVisible();

  await page.getByRole("link", { name: /^All open/ }).click();
  await expect(row(page, name)).toBeVisible();
  await page.getByRole("button", { name: "Channel: All channels" }).click();
  await page.getByRole("menuitemradio", { name: "Email" }).click();
  await expect(page).toHaveURL(/channel=EMAIL/);
  await expect(row(page, name)).toBeHidden();
  await look(page, "channel-filter");
  await page.getByRole("button", { name: "Channel: Only Email" }).click();
  await page.getByRole("menuitemradio", { name: "Text" }).click();
  await expect(row(page, name)).toBeVisible();
});

test("says of each failure what caused it and what to do", async ({ page }) => {
  await signIn(page);
  await page.getByRole("link", { name: /^Failed/ }).click();
  const causes: [string, RegExp][] = [
    ["Devon Price", /is a landline and cannot get texts/],
    ["Ben Ito", /no longer in service/],
    ["Sofia Marin", /sofia\.marin@gmial\.com does not exist\. Did she mean gmail\.com\?|does not exist/],
    ["Hank Weber", /the phone company refused this text/],
  ];
  for (const [name, words] of causes) {
    await row(page, name).click();
    await expect(page.getByRole("log").getByText(words).first()).toBeVisible();
  }
  await look(page, "failed");
  await row(page, "Devon Price").click();
  await expect(page.getByRole("button", { name: "Mark as dealt with" })).toBeVisible();
});

test("shows a colleague's presence, refuses to talk over their answer, and tells who took it", async ({
  page,
}) => {
  const patient = await newPatient("Collision");
  await textFrom(patient.phone, "Anybody there?");
  await signIn(page);
  await openThread(page, await threadOf(patient), patient.name);
  // Who pauses for six seconds types no more.
  await expect(async () => {
    await playColleague(page, /types here/);
    await expect(
      page
        .getByRole("banner")
        .or(page.locator("header"))
        .getByText(/Jordan is typing…/),
    ).toBeVisible({ timeout: 6_000 });
  }).toPass();
  const field = composer(page).getByRole("textbox", { name: /^Text to / });
  await field.fill("We are here, one moment");
  await playColleague(page, /answers before you/);
  await expect(
    composer(page).getByText(/Jordan answered while you were typing\. Your draft is kept\./),
  ).toBeVisible();
  await look(page, "collision");
  await expect(field).toHaveValue("We are here, one moment");
  await composer(page).getByRole("button", { name: "Drop mine" }).click();
  await expect(field).toHaveValue("");
  await playColleague(page, /takes this thread/);
  await expect(page.getByRole("button", { name: "Jordan Reyes", exact: true })).toBeVisible();
});
