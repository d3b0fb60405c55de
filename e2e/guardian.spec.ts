import type { Page } from "@playwright/test";
import { alive } from "@/e2e/world/alive";
import { handOffs, hub } from "@/e2e/world/hub";
import { newPatient, type Person } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { log, signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { bubble } from "@/e2e/world/thread";

const RESULT = "The strep test is positive, please start the antibiotic today.";
const PIN = "480913";
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const linkIn = (text: string) => /https?:\/\/\S+\/portal\/m\/[\w-]{22}/.exec(text)?.[0] ?? "";

interface Told {
  items: { conversationId: string }[];
}

async function child(options: { phone?: string }, dateOfBirth: string): Promise<Person> {
  const person = await newPatient("Vega", options);
  await hub("PATCH", `/v1/patients/${person.id}`, { dateOfBirth });
  const rosa = { relation: "guardian", name: "Rosa Vega", authority: "mother", phone: person.phone };
  await hub("POST", `/v1/patients/${person.id}/reach/related`, rosa);
  return person;
}

const people = (page: Page) => page.getByRole("region", { name: "Who acts for them" });

test("a mother of two on one phone gets a sign-in of her own, reads for a child, and no more when her right ends", async ({
  page,
  browser,
}) => {
  const leo = await child({}, "2019-04-17");
  const mia = await child({ phone: leo.phone }, "2016-09-02");
  const dialog = page.getByRole("dialog");
  await signIn(page);
  await page.goto(`/patients/${leo.id}`);
  await people(page).getByRole("button", { name: "Give a portal sign-in…" }).click();
  await dialog.getByLabel(/^How did you make sure/).fill("Photo ID");
  await dialog.getByRole("button", { name: "Make the code" }).click();
  await expect(dialog.locator("output")).toHaveText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  const code = (await dialog.locator("output").textContent()) ?? "";
  await expect(dialog).toContainText(`${leo.firstName}'s date of birth`);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(people(page)).toContainText("A code was given in person");

  const phone = await browser.newContext(PHONE);
  const screen = await phone.newPage();
  await screen.goto("/portal/join?lang=en");
  await screen.getByLabel("Code from the clinic").fill(code);
  await screen.getByLabel("Month").fill("4");
  await screen.getByLabel("Day").fill("17");
  await screen.getByLabel("Year").fill("2019");
  await screen.getByLabel("Mobile number or email").fill(leo.phone);
  await screen.getByLabel("Choose a PIN").fill(PIN);
  await screen.getByLabel("Type the PIN again").fill(PIN);
  await screen.getByRole("button", { name: "Set PIN and sign in" }).click();
  await expect(screen.getByRole("heading", { name: `About ${leo.name}` })).toBeVisible();

  // The sibling's chart knows her: one sign-in for both.
  await page.goto(`/patients/${mia.id}`);
  await people(page).getByRole("button", { name: "Give a portal sign-in…" }).click();
  await expect(dialog.getByRole("checkbox", { name: new RegExp(leo.name) })).toBeChecked();
  await dialog.getByLabel(/^How did you make sure/).fill("Photo ID");
  await dialog.getByRole("button", { name: "Use that sign-in" }).click();
  await expect(people(page)).toContainText(`The same sign-in is for ${leo.name} too.`);
  await look(page, "guardian-chart");

  await hub("POST", "/v1/messages", { patientId: leo.id, channel: "SMS", body: RESULT, secureLink: {} });
  await expect.poll(async () => (await handOffs(leo.phone)).length, { timeout: 90_000 }).toBe(1);
  const text = (await handOffs(leo.phone))[0]?.body ?? "";
  expect(text).not.toMatch(new RegExp(`strep|Rosa|${leo.firstName}`));
  await screen.goto("/portal");
  const about = (person: Person) => screen.getByRole("region", { name: `About ${person.name}` });
  await expect(about(mia)).toContainText("Nothing is waiting for you here.");
  await expect(screen.getByText("Signed in as Rosa Vega")).toBeVisible();
  await look(screen, "guardian-home");
  await about(leo).getByRole("link", { name: /^Open/ }).click();
  await expect(screen.getByRole("button", { name: "Show the message" })).toBeVisible();
  await alive(screen);
  await screen.getByRole("button", { name: "Show the message" }).click();
  await expect(screen.getByText(RESULT)).toBeVisible();

  const { items } = await hub<Told>("GET", `/v1/messages/patient/${leo.id}`);
  await page.goto(`/inbox/${items[0]?.conversationId}?view=open`);
  await expect(log(page)).toBeVisible();
  await expect(bubble(page, RESULT)).toContainText(`${leo.firstName}'s guardian Rosa Vega opened it`);

  // Her right for him ends: what she could read a minute ago is shut, and the page says whom to call.
  await page.goto(`/patients/${leo.id}`);
  await people(page).getByRole("button", { name: "End", exact: true }).click();
  await expect(people(page)).toContainText("It opens nothing here");
  await screen.goto(linkIn(text));
  await screen.getByRole("button", { name: "Show it again" }).click();
  await expect(
    screen.getByRole("heading", { name: "This message does not open with your sign-in" }),
  ).toBeVisible();
  await expect(screen.getByText(RESULT)).toHaveCount(0);
  await look(screen, "guardian-shut");
  await screen.goto("/portal");
  await expect(about(mia)).toBeVisible();
  await expect(about(leo)).toHaveCount(0);
  await phone.close();
});
