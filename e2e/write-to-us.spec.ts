import type { Page } from "@playwright/test";
import { hub } from "@/e2e/world/hub";
import { newPatient, type Person, threadOf } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { openThread, signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { bubble, composer, sendButton } from "@/e2e/world/thread";

const PIN = "480913";
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

const fits = (screen: Page) =>
  screen.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

/** Staff give her a code at the desk, and she sets a PIN with it. */
async function joins(screen: Page, page: Page, person: Person) {
  await hub("PATCH", `/v1/patients/${person.id}`, { dateOfBirth: "1991-02-14" });
  const invited = await page.request.post(`/api/v1/patients/${person.id}/portal/invite`, {
    data: { way: "code", checked: "Photo ID" },
    headers: { Origin: new URL(page.url()).origin },
  });
  await screen.goto("/portal/join?lang=en");
  const joined = await screen.request.post("/portal/join/enter", {
    data: { code: (await invited.json()).code, dateOfBirth: "1991-02-14", name: person.phone, pin: PIN },
    headers: { Origin: new URL(screen.url()).origin },
  });
  expect(joined.status()).toBe(204);
  await screen.goto("/portal");
}

test("writes “chest pain” in the portal, the desk sees a possible emergency and answers there", async ({
  page,
  browser,
}) => {
  const patient = await newPatient("Portal");
  await signIn(page);
  const phone = await browser.newContext(PHONE);
  const screen = await phone.newPage();
  await joins(screen, page, patient);

  await expect(
    screen.getByRole("heading", { name: "Messages with Cedar Lane Family Medicine" }),
  ).toBeVisible();
  await expect(screen.getByText(/^Not for emergencies: .* call 911 now\./)).toBeVisible();
  const field = screen.getByLabel("Your message");
  const send = screen.getByRole("button", { name: "Send", exact: true });
  await send.click();
  await expect(screen.getByText("Please write something first.")).toBeVisible();
  await expect(field).toBeFocused();
  await look(screen, "write-to-us-empty");
  // What was typed survives a reload.
  await field.fill("I have chest pain");
  await screen.reload();
  await expect(field).toHaveValue("I have chest pain");
  await phone.setOffline(true);
  await send.click();
  await expect(
    screen.getByText(/^There is no connection right now\. Your words are still here/),
  ).toBeVisible();
  await expect(field).toHaveValue("I have chest pain");
  await phone.setOffline(false);
  await send.click();
  const talk = screen.getByRole("log", { name: "Our conversation" });
  await expect(talk.getByRole("article", { name: "You" })).toContainText("I have chest pain");
  await expect(screen.getByText("Sent. Our answer will stand here.")).toBeVisible();
  await expect(field).toHaveValue("");

  // Whatever the desk looks at: the banner, then the bar over her thread.
  await expect(page.getByRole("alert").filter({ hasText: "Possible emergency" })).toBeVisible();
  await openThread(page, await threadOf(patient), patient.name);
  const bar = page.getByRole("region", { name: "Possible emergency", exact: true });
  await expect(bar).toContainText("Possible emergency: “chest pain”.");
  await expect(bubble(page, "I have chest pain")).toContainText("Possible emergency");
  await bar.getByRole("button", { name: "I have it" }).click();
  const answer = composer(page).getByRole("textbox", { name: /^Portal message to / });
  await answer.fill("Please call 911 now. I am calling you too.");
  await expect(composer(page).getByText(/^May go now by portal message/)).toBeVisible();
  await look(page, "write-to-us-desk");
  const desk = page.viewportSize() ?? { width: 1440, height: 900 };
  await page.setViewportSize(PHONE.viewport);
  await expect.poll(() => fits(page)).toBe(true);
  await page.screenshot({ path: ".test/screens/write-to-us-desk-360.png" });
  await page.setViewportSize(desk);
  // The composer of the wide screen is another one: it has the words first.
  await expect(answer).toHaveValue("Please call 911 now. I am calling you too.");
  await expect(composer(page).getByText(/^May go now by portal message/)).toBeVisible();
  await expect(sendButton(page)).toBeEnabled();
  await answer.press("Control+Enter");
  const ours = bubble(page, "I am calling you too.");
  await expect(ours).toBeVisible();

  await expect(talk.getByRole("article", { name: /^Cedar Lane/ })).toContainText("I am calling you too.", {
    timeout: 90_000,
  });
  await expect(ours.getByRole("button", { name: /^Opened/ })).toBeVisible({ timeout: 60_000 });
  await look(screen, "write-to-us-answered");
  expect(await fits(screen)).toBe(true);
  await phone.close();
});
