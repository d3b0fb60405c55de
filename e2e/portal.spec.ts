import type { Page } from "@playwright/test";
import { alive } from "@/e2e/world/alive";
import { handOffs, hub, textFrom } from "@/e2e/world/hub";
import { newPatient, type Person, threadOf } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { openThread, signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { bubble, composer } from "@/e2e/world/thread";

const RESULT = "Your A1c came back at 7.2, let us talk on Thursday.";
const PIN = "480913";
const linkIn = (text: string) => /https?:\/\/\S+\/portal\/m\/[\w-]{22}/.exec(text)?.[0] ?? "";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

async function born(screen: Page) {
  await screen.getByLabel("Month").fill("2");
  await screen.getByLabel("Day").fill("14");
  await screen.getByLabel("Year").fill("1991");
}

async function enters(screen: Page, person: Person, pin: string) {
  await screen.getByLabel("Mobile number or email").fill(person.phone);
  await born(screen);
  await screen.getByLabel("PIN", { exact: true }).fill(pin);
  await screen.getByRole("button", { name: "Sign in" }).click();
}

const fits = (screen: Page) =>
  screen.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

test("invites the patient of a restricted chart, who sets a PIN and reads by it what nobody else can", async ({
  page,
  browser,
}) => {
  const patient = await newPatient("Quiet");
  const other = await newPatient("Neighbor");
  for (const { id } of [patient, other])
    await hub("PATCH", `/v1/patients/${id}`, { dateOfBirth: "1991-02-14" });
  await hub("PUT", `/v1/patients/${patient.id}/labels`, { labels: ["mental_health"] });
  await textFrom(patient.phone, "did my labs come back?");
  await signIn(page);
  await openThread(page, await threadOf(patient), patient.name);

  // Nothing could guard a link yet: the composer says so and leads to the chart.
  await composer(page)
    .getByRole("textbox", { name: /^Text to / })
    .fill(RESULT);
  const hint = composer(page).getByRole("status").filter({ hasText: "a test result" });
  await expect(hint).toContainText("Invite them to the portal, or call.");
  await expect(composer(page).getByText(/Call \w+, or invite them to the portal\.$/)).toBeVisible();
  await hint.getByRole("link", { name: "Invite to the portal" }).click();
  const section = page.getByRole("region", { name: "Portal sign-in" });
  await section.getByRole("button", { name: "Invite to the portal…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("This chart is restricted: give a code in person.").first()).toBeVisible();
  await dialog.getByLabel(/^How did you make sure/).fill("Photo ID");
  await look(page, "portal-invite");
  await dialog.getByRole("button", { name: "Make the code" }).click();
  await expect(dialog.locator("output")).toHaveText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  const code = (await dialog.locator("output").textContent()) ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(section).toContainText("A code was given in person");

  const phone = await browser.newContext(PHONE);
  const screen = await phone.newPage();
  await screen.goto("/portal/join?lang=en");
  await screen.getByLabel("Code from the clinic").fill(code.toLowerCase());
  await born(screen);
  await screen.getByLabel("Mobile number or email").fill(patient.phone);
  await screen.getByLabel("Choose a PIN").fill("123456");
  await screen.getByLabel("Type the PIN again").fill("123456");
  await screen.getByRole("button", { name: "Set PIN and sign in" }).click();
  await expect(screen.getByText("This PIN is easy to guess.")).toBeVisible();
  await look(screen, "portal-join");
  await screen.getByLabel("Choose a PIN").fill(PIN);
  await screen.getByLabel("Type the PIN again").fill(PIN);
  await screen.getByRole("button", { name: "Set PIN and sign in" }).click();
  await expect(screen.getByRole("heading", { name: "Your private messages" })).toBeVisible();
  await expect(screen.getByText("No private message is waiting for you.")).toBeVisible();
  await alive(screen);
  await screen.getByRole("button", { name: "Sign out" }).click();
  await expect(screen.getByRole("heading", { name: "Sign in to your messages" })).toBeVisible();
  await alive(screen);
  expect(await fits(screen)).toBe(true);
  await screen.goto("/portal");
  await expect(screen).toHaveURL(/\/portal\/sign-in/);

  // The draft was kept; now its words can go.
  await expect(section).toContainText(`${patient.firstName} signs in with`);
  await look(page, "portal-chart");
  await openThread(page, await threadOf(patient), patient.name);
  const field = composer(page).getByRole("textbox", { name: /^Text to / });
  await expect(field).toHaveValue(RESULT);
  await expect(hint).toContainText("Asks for the portal sign-in");
  await field.press("Control+Shift+Enter");
  const sent = bubble(page, RESULT);
  await expect(sent).toContainText("Behind a secure link: not opened yet");
  await expect.poll(async () => (await handOffs(patient.phone)).length, { timeout: 90_000 }).toBe(1);
  const text = (await handOffs(patient.phone))[0]?.body ?? "";
  expect(text).not.toMatch(/7\.2|Cedar/);
  const link = linkIn(text);

  // Somebody else of the clinic, signed in as well: it opens nothing and says nothing.
  const invited = await page.request.post(`/api/v1/patients/${other.id}/portal/invite`, {
    data: { way: "code", checked: "Photo ID" },
    headers: { Origin: new URL(page.url()).origin },
  });
  const neighbor = await (await browser.newContext(PHONE)).newPage();
  await neighbor.goto("/portal/join?lang=en");
  const joined = await neighbor.request.post("/portal/join/enter", {
    data: { code: (await invited.json()).code, dateOfBirth: "1991-02-14", name: other.phone, pin: "739104" },
    headers: { Origin: new URL(neighbor.url()).origin },
  });
  expect(joined.status()).toBe(204);
  await neighbor.goto(link);
  await expect(neighbor.getByText(/^Nothing opens with this sign-in here\./)).toBeVisible();
  await expect(neighbor.getByRole("button", { name: "Show the message" })).toHaveCount(0);
  expect(await neighbor.content()).not.toMatch(/A1c|Cedar|Quiet/);

  await screen.goto(link);
  await expect(screen.getByText(/^This message opens only for the person it was sent to\./)).toBeVisible();
  await enters(screen, patient, "111222");
  await expect(screen.getByText("Something of this does not match what we have.")).toBeVisible();
  await look(screen, "portal-sign-in");
  await screen.getByLabel("PIN", { exact: true }).fill(PIN);
  await screen.getByRole("button", { name: "Sign in" }).click();
  await screen.getByRole("link", { name: "All your messages" }).click();
  await expect(screen.getByRole("heading", { name: "Your private messages" })).toBeVisible();
  await alive(screen);
  await look(screen, "portal-home");
  await screen.getByRole("link", { name: /^Open/ }).click();
  await expect(screen.getByRole("button", { name: "Show the message" })).toBeVisible();
  await alive(screen);
  await screen.getByRole("button", { name: "Show the message" }).click();
  await expect(screen.getByText(RESULT)).toBeVisible();
  await look(screen, "portal-letter");
  expect(await fits(screen)).toBe(true);
  await expect(sent).toContainText(/Behind a secure link: .* opened it/);
  await screen.getByRole("link", { name: "All your messages" }).click();
  await expect(screen.getByText("Opened. You can read it again for a short while.")).toBeVisible();

  // Staff close the sign-in: the open browser is out at its next step.
  await page.goto(`/patients/${patient.id}#portal`);
  await section.getByRole("button", { name: "Close it…" }).click();
  await dialog.getByLabel("Why?").fill("Asked for it");
  await dialog.getByRole("button", { name: "Close the sign-in" }).click();
  await expect(section).toContainText("Closed by staff");
  await screen.goto("/portal?");
  await expect(screen).toHaveURL(/\/portal\/sign-in/);
  await screen.goto("/portal/sign-in?lang=es");
  await expect(screen.getByRole("heading", { name: "Entre a sus mensajes" })).toBeVisible();
  await phone.close();
});
