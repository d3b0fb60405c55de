import { hub, textFrom } from "@/e2e/world/hub";
import { newPatient, threadOf } from "@/e2e/world/people";
import { expectAccessible, look } from "@/e2e/world/screens";
import { openThread, signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { composer } from "@/e2e/world/thread";
import { holidayOn } from "@/lib/clinics/holidays/rules";

/** The simulator tells of these that they are landlines (simulator/README.md); one for each try, for a closed one is left out. */
const landlines = ["3006", "0009", "1614"];

test("what the desk writes into a chart is what the composer says next, and a colleague's newer chart is not overwritten", async ({
  page,
  browser,
}) => {
  const patient = await newPatient("Charted");
  await textFrom(patient.phone, "Can you write to me?");
  await signIn(page);
  const threadId = await threadOf(patient);
  const chart = () => page.goto(`/patients/${patient.id}`);
  const dialog = page.getByRole("dialog");
  const says = async (words: RegExp, remedy: string | null) => {
    await openThread(page, threadId, patient.name);
    const field = composer(page).getByRole("textbox", { name: /^Text to / });
    await field.fill("Your visit is booked.");
    await expect(composer(page).getByText(words)).toBeVisible();
    await expect(composer(page).getByRole("button", { name: "Send", exact: true })).toBeDisabled();
    if (remedy) await expect(composer(page).getByRole("link", { name: remedy })).toBeVisible();
    await field.fill("");
  };

  await chart();
  await page.getByRole("button", { name: "Add a person…" }).click();
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog.getByText("Write a name.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Rosa Charted");
  await dialog.getByLabel("By what right?").fill("Parent");
  await dialog.getByLabel("What it does not cover").fill("test results");
  await dialog.getByRole("checkbox", { name: /^\(\d{3}\) / }).check();
  await look(page, "chart-person");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText("Parent or guardian, Parent; not: test results")).toBeVisible();
  await says(
    /^Not sent: the phone number on file belongs to someone who does not speak for/,
    "Add a number or address",
  );

  await chart();
  const actors = page.getByRole("region", { name: "Who acts for them" });
  await actors.getByRole("button", { name: "Change…" }).click();
  await dialog.getByRole("checkbox", { name: /^\(\d{3}\) / }).uncheck();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();

  const colleague = await (await browser.newContext()).newPage();
  await signIn(colleague, "Jordan Reyes");
  await colleague.goto(`/patients/${patient.id}`);
  await colleague.getByRole("button", { name: "Change preferences…" }).click();
  await page.getByRole("button", { name: "Change preferences…" }).click();
  await dialog.getByRole("checkbox", { name: "Care by text" }).uncheck();
  const theirs = colleague.getByRole("dialog");
  await theirs.getByRole("checkbox", { name: "Email", exact: true }).check();
  await theirs.getByRole("button", { name: "Save" }).click();
  await expect(theirs).toBeHidden();
  await expect(dialog.getByText("Someone changed this meanwhile.")).toBeVisible();
  await expect(dialog.getByRole("listitem").filter({ hasText: "Email" })).toBeVisible();
  await expect(dialog.getByRole("checkbox", { name: "Care by text" })).not.toBeChecked();
  await expect(dialog.getByRole("button", { name: "Save" })).toBeDisabled();
  await look(page, "chart-stale");
  await dialog.getByRole("button", { name: "Take theirs" }).click();
  await dialog.getByRole("checkbox", { name: "Care by text" }).uncheck();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("No care by text")).toBeVisible();
  await says(/asked for no treatment texts/, "See the preference");

  await chart();
  await page.getByRole("button", { name: "Do not contact…" }).click();
  await dialog.getByLabel("Why?").fill("Asked at the desk");
  await dialog.getByRole("button", { name: "Do not contact" }).click();
  await expect(page.getByText(/Nothing goes out to .+: Asked at the desk/)).toBeVisible();
  await says(/asked not to be contacted/, "See who said so");
  await chart();
  await page.getByRole("button", { name: "Allow messages again…" }).click();
  await dialog.getByLabel("Why?").fill("Asked us to write again");
  await dialog.getByRole("button", { name: "Allow messages" }).click();
  await expect(page.getByRole("button", { name: "Do not contact…" })).toBeVisible();

  await page.getByRole("button", { name: "Change preferences…" }).click();
  await dialog.getByRole("checkbox", { name: "Care by text" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await openThread(page, threadId, patient.name);
  await composer(page)
    .getByRole("textbox", { name: /^Text to / })
    .fill("See you on Friday.");
  await composer(page)
    .getByRole("button", { name: /^Ways:/ })
    .click();
  await page.getByRole("menuitemradio", { name: /^Text, then email/ }).click();
  await composer(page)
    .getByRole("button", { name: /^Ways:/ })
    .click();
  await page.getByRole("menuitemradio", { name: "After 1 h", exact: true }).click();
  await expect(composer(page).getByText(/or when nothing is heard of it for 1 h\.$/)).toBeVisible();
  await composer(page)
    .getByRole("textbox", { name: /^Text to / })
    .fill("");

  await chart();
  await page.getByRole("button", { name: "Record a death…" }).click();
  await dialog.getByLabel("Who told us?").fill("Her sister, by phone");
  await dialog.getByRole("button", { name: "Record the death" }).click();
  await expect(page.getByText(/Recorded as deceased .+: Her sister, by phone/)).toBeVisible();
  await says(/died|deceased/, "See the record");
  await look(page, "chart-composer");
  await chart();
  await page.getByRole("button", { name: "Recorded by mistake…" }).click();
  await dialog.getByLabel("How did the mistake come about?").fill("Another patient of that name");
  await dialog.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByRole("button", { name: "Record a death…" })).toBeVisible();

  await page.getByRole("button", { name: "Change labels…" }).click();
  await dialog.getByRole("checkbox", { name: "Mental health" }).check();
  await dialog.getByRole("button", { name: "Save labels" }).click();
  await expect(page.getByRole("region", { name: "Restricted" }).getByText("Mental health")).toBeVisible();
  await openThread(page, threadId, patient.name);
  await composer(page)
    .getByRole("textbox", { name: /^Text to / })
    .fill("Your A1c came back at 7.2.");
  await expect(
    composer(page)
      .getByText(/this chart is restricted|restricted/i)
      .first(),
  ).toBeVisible();
  await expect(composer(page).getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await composer(page)
    .getByRole("textbox", { name: /^Text to / })
    .fill("");

  await page.setViewportSize({ width: 360, height: 740 });
  await chart();
  await page.getByRole("button", { name: "Change preferences…" }).click();
  await expectAccessible(page);
  await page.screenshot({ path: ".test/screens/chart-360.png" });
});

test("the clinic closes on a day of its own, and what went astray is recorded by hand", async ({
  page,
  browser,
}) => {
  const patient = await newPatient("Astray");
  await signIn(page, "Ruth Kessler");
  await page.goto("/settings/opening");
  await expect(page.getByRole("checkbox", { name: "Thanksgiving Day" })).toBeChecked();
  await page.getByRole("button", { name: "Add a closed day" }).click();
  await page.getByRole("button", { name: "Save the hours" }).click();
  await expect(page.getByText("Each day needs a date and a name.")).toBeVisible();
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  // A federal holiday would keep its own name.
  const soon = [14, 15, 16].map(inDays).find((date) => holidayOn(date) === null) ?? "";
  await page.getByLabel("Date of closed day 1").fill(soon);
  await page.getByLabel("Name of closed day 1").fill("Staff training");
  await page.getByRole("button", { name: "Save the hours" }).click();
  const next = page.getByRole("region", { name: "Next closed days" });
  await expect(next.getByText(/: Staff training$/)).toBeVisible();
  await look(page, "opening");
  await page.getByRole("button", { name: "Remove closed day 1" }).click();
  await page.getByRole("button", { name: "Save the hours" }).click();
  await expect(next.getByText(/Staff training/)).toBeHidden();

  const officer = await (await browser.newContext()).newPage();
  await signIn(officer, "Priya Raman");
  await officer.goto("/settings/incidents");
  await officer.getByRole("button", { name: "Record an incident…" }).click();
  const dialog = officer.getByRole("dialog");
  await dialog.getByRole("button", { name: "Record it" }).click();
  await expect(dialog.getByText("Choose the patient it is about.")).toBeVisible();
  await dialog.getByLabel("Which patient is it about?").fill(patient.name);
  await dialog.getByRole("button", { name: patient.name }).click();
  await dialog.getByLabel("Where did it go?").fill("old.employer@work.example");
  await dialog.getByLabel("What happened?").fill("A visit summary went to a former employer.");
  await look(officer, "incident-record");
  await dialog.getByRole("button", { name: "Record it" }).click();
  await expect(officer).toHaveURL(/\/settings\/incidents\/[\w-]{36}$/);
  await expect(officer.getByText(/A visit summary went to a former employer/)).toBeVisible();
  await expect(officer.getByText(/^Day 1 of 60/)).toBeVisible();
});

test("what a message to many could not deliver is one row of the Failed view, gone when it is dealt with", async ({
  page,
}, info) => {
  const patient = await newPatient("Landline", { phone: `+1500555${landlines[info.retry] ?? "3006"}` });
  const name = `Recall of ${patient.name}`;
  const audience = { kind: "patients", patientIds: [patient.id] };
  await hub("POST", "/v1/messages/bulk", { name, body: "Please call us.", channel: "SMS", audience });
  await signIn(page, "Ruth Kessler");
  await page.goto("/inbox?view=failed");
  const row = page.getByRole("list", { name: "Failed bulk messages" }).getByText(name);
  await expect(row).toBeVisible({ timeout: 90_000 });
  await row.click();
  await expect(page.getByText("Landlines, which get no texts: 1 person.")).toBeVisible();
  await look(page, "failed-bulk");
  await page.getByRole("link", { name: /^See who/ }).click();
  await expect(page.getByRole("link", { name: patient.name })).toBeVisible();
  await page.goBack();
  await row.click();
  await page.getByRole("button", { name: /^Dealt with/ }).click();
  await expect(row).toBeHidden();
});
