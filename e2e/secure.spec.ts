import { handOffs, hub, textFrom } from "@/e2e/world/hub";
import { newPatient, threadOf } from "@/e2e/world/people";
import { expectAccessible, look, setTheme } from "@/e2e/world/screens";
import { openThread, signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { bubble, composer } from "@/e2e/world/thread";

const RESULT = "Your A1c came back at 7.2, let us talk on Thursday.";
const linkIn = (text: string) => /https?:\/\/\S+\/portal\/m\/[\w-]{22}/.exec(text)?.[0] ?? "";

test("moves a test result behind a link by one key; the patient proves a birthday and reads it once", async ({
  page,
  browser,
}) => {
  const patient = await newPatient("Private");
  await hub("PATCH", `/v1/patients/${patient.id}`, { dateOfBirth: "1961-11-23" });
  await textFrom(patient.phone, "did my labs come back?");
  await signIn(page);
  await openThread(page, await threadOf(patient), patient.name);

  const field = composer(page).getByRole("textbox", { name: /^Text to / });
  await field.fill(RESULT);
  const hint = composer(page).getByRole("status").filter({ hasText: "a test result" });
  await expect(hint).toContainText("A1c came back at 7.2");
  await expect(
    composer(page).getByText(/^This names a test result, and texts are not private\./),
  ).toBeVisible();
  await expect(composer(page).getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await expect(composer(page).getByRole("button", { name: "Asks for the date of birth" })).toBeVisible();
  await look(page, "secure-hint");
  await field.press("Control+Shift+Enter");
  const sent = bubble(page, RESULT);
  await expect(sent).toContainText("Behind a secure link: not opened yet");

  await expect.poll(async () => (await handOffs(patient.phone)).length, { timeout: 90_000 }).toBe(1);
  const [text] = await handOffs(patient.phone);
  expect(text?.body).not.toContain("7.2");
  const link = linkIn(text?.body ?? "");

  const phone = await browser.newContext({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  });
  const screen = await phone.newPage();
  // Scanners and previews look first, as often as they like.
  const looked = await screen.request.get(link);
  expect(looked.headers()).toMatchObject({
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow, noarchive, nosnippet",
    "cache-control": expect.stringContaining("no-store"),
  });
  expect(await looked.text()).not.toContain("7.2");
  await screen.goto(link);
  await expect(screen.getByRole("heading", { name: "You have a private message" })).toBeVisible();
  await expect(screen.getByText("3 tries left.")).toBeVisible();
  await look(screen, "secure-closed");
  const enter = async (month: string, day: string, year: string) => {
    await screen.getByLabel("Month").fill(month);
    await screen.getByLabel("Day").fill(day);
    await screen.getByLabel("Year").fill(year);
    await screen.getByRole("button", { name: "Show the message" }).click();
  };
  await enter("11", "24", "1961");
  await expect(screen.getByText("This is not the date of birth we have.")).toBeVisible();
  await expect(screen.getByText("2 tries left.")).toBeVisible();
  await look(screen, "secure-wrong");
  await enter("11", "23", "1961");
  await expect(screen.getByText(RESULT)).toBeVisible();
  await look(screen, "secure-letter");
  const fits = await screen.evaluate(
    () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
  );
  expect(fits).toBe(true);

  // The same tab may come back; another device may not.
  await screen.reload();
  await screen.getByRole("button", { name: "Show it again" }).click();
  await expect(screen.getByText(RESULT)).toBeVisible();
  const other = await (await browser.newContext()).newPage();
  await other.goto(link);
  await expect(other.getByRole("heading", { name: "This message has been opened" })).toBeVisible();
  await expect(other.getByText(RESULT)).toHaveCount(0);
  await setTheme(other, "light");
  await expectAccessible(other);

  await expect(sent).toContainText(/Behind a secure link: .* opened it/);
  await sent.getByRole("button", { name: /^Opened/ }).click();
  await expect(page.getByRole("list", { name: "What happened" })).toContainText(
    `${patient.firstName} opened the secure message.`,
  );
  await look(page, "secure-opened");
  await phone.close();
});

test("shows a link that is none, and speaks the patient's language", async ({ page, browser }) => {
  await page.goto(`/portal/m/${"x".repeat(22)}`);
  await expect(page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  await look(page, "secure-gone");

  const patient = await newPatient("Privado", { language: "es" });
  await hub("PATCH", `/v1/patients/${patient.id}`, { dateOfBirth: "1987-05-02" });
  await hub("POST", "/v1/messages", {
    patientId: patient.id,
    channel: "SMS",
    body: "Su glucosa fue de 210.",
    secureLink: {},
  });
  await expect.poll(async () => (await handOffs(patient.phone)).length, { timeout: 90_000 }).toBe(1);
  const [text] = await handOffs(patient.phone);
  expect(text?.body).toMatch(/Tiene un mensaje privado\. Puede abrirlo hasta el /);
  const screen = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
  await screen.goto(linkIn(text?.body ?? ""));
  await expect(screen.getByText("Le quedan 3 intentos.")).toBeVisible();
  for (const year of ["1985", "1986", "1988"]) {
    await screen.getByLabel("Día").fill("2");
    await screen.getByLabel("Mes").fill("5");
    await screen.getByLabel("Año").fill(year);
    await screen.getByRole("button", { name: "Mostrar el mensaje" }).click();
    if (year !== "1988") await expect(screen.getByText("Esa no es la fecha")).toBeVisible();
  }
  await expect(screen.getByRole("heading", { name: "Este enlace está bloqueado" })).toBeVisible();
  await look(screen, "secure-locked");
});
