import { handOffs, textFrom } from "@/e2e/world/hub";
import { newPatient, placeThatIs, threadOf } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { log, openThread, row, signIn, thread } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import {
  answerFrom,
  bePatient,
  bubble,
  composer,
  expectDelivered,
  sendButton,
  writeText,
} from "@/e2e/world/thread";

test("answers by keyboard, sees Delivered and reads the patient's reply as it comes", async ({ page }) => {
  const patient = await newPatient("Keyboard");
  await textFrom(patient.phone, "Can I come at nine?");
  await signIn(page);
  await look(page, "inbox");
  await page.getByRole("link", { name: "All open" }).click();
  await row(page, patient.name).press("Enter");
  await expect(thread(page, patient.name)).toBeVisible();
  await expect(bubble(page, "Can I come at nine?")).toBeVisible();
  await page.keyboard.press("r");
  await expect(composer(page).getByRole("textbox", { name: /^Text to / })).toBeFocused();
  await writeText(page, "Yes, nine works. See you then!");
  await expectDelivered(page, "Yes, nine works.");
  await bubble(page, "Yes, nine works.").getByRole("button", { name: "Delivered" }).click();
  const story = page.getByRole("list", { name: "What happened" });
  await expect(story).toBeVisible();
  await expect(story.getByRole("listitem").first()).toBeVisible();
  await look(page, "delivery-story");
  await page.keyboard.press("Escape");
  const phone = await bePatient(page);
  await expect(phone.getByText("Yes, nine works. See you then!")).toBeVisible();
  await answerFrom(phone, "Great, thank you");
  await expect(bubble(page, "Great, thank you")).toBeVisible();
  await look(page, "be-the-patient");
  expect(await handOffs(patient.phone)).toHaveLength(1);
});

test("counts who waits and what is unread, live, and stops when it is answered", async ({ page }) => {
  const patient = await newPatient("Counting");
  await signIn(page, "Jordan Reyes");
  const waiting = page.getByRole("link", { name: /^Waiting for us/ });
  const count = async () => Number(((await waiting.textContent()) ?? "").match(/\d+/)?.[0] ?? 0);
  await expect.poll(count).toBeGreaterThan(0);
  const before = await count();
  await textFrom(patient.phone, "Is the office open on Friday?");
  await expect.poll(count).toBe(before + 1);
  await page.getByRole("link", { name: "All open" }).click();
  await expect(row(page, patient.name)).toContainText("Unread");
  await row(page, patient.name).click();
  await expect(bubble(page, "Is the office open on Friday?")).toBeVisible();
  await expect(row(page, patient.name)).not.toContainText("Unread");
  await writeText(page, "Yes, from 8 to 5.");
  await expect.poll(count, { timeout: 90_000 }).toBe(before);
});

test("takes a message back within eight seconds, with its words", async ({ page }) => {
  const patient = await newPatient("Undo");
  await textFrom(patient.phone, "Hello?");
  await signIn(page);
  await openThread(page, await threadOf(patient), patient.name);
  await writeText(page, "Sent too soon");
  await bubble(page, "Sent too soon").getByRole("button", { name: "Undo" }).click();
  await expect(composer(page).getByRole("textbox", { name: /^Text to / })).toHaveValue("Sent too soon");
  await page.waitForTimeout(9_000);
  expect(await handOffs(patient.phone)).toHaveLength(0);
});

test("schedules in the patient's own time and can still be stopped", async ({ page }) => {
  const patient = await newPatient("Later", { timeZone: "Europe/Madrid" });
  await textFrom(patient.phone, "Please remind me tomorrow");
  await signIn(page);
  await openThread(page, await threadOf(patient), patient.name);
  await composer(page)
    .getByRole("textbox", { name: /^Text to / })
    .fill("This is your reminder.");
  await page.getByRole("button", { name: "Send later" }).click();
  await expect(page.getByText(/Times are .*: Madrid\./)).toBeVisible();
  await look(page, "send-later");
  await page.getByRole("button", { name: /^Tomorrow morning/ }).click();
  await expect(composer(page).getByText(/8:00 AM for .* \(Madrid\)/)).toBeVisible();
  await composer(page).getByRole("button", { name: "Schedule" }).click();
  const sent = bubble(page, "This is your reminder.");
  await expect(sent.getByRole("button", { name: /^Goes out .*8:00 AM/ })).toBeVisible();
  await sent.getByRole("button", { name: "Do not send" }).click();
  await expect(sent.getByRole("button", { name: /^Cancelled|^Stopped|^Not sent|^Taken back/ })).toBeVisible();
  expect(await handOffs(patient.phone)).toHaveLength(0);
});

test("says before and after sending why a message has to wait", async ({ page }) => {
  const patient = await newPatient("Asleep", { timeZone: await placeThatIs("asleep") });
  await textFrom(patient.phone, "Good night");
  await signIn(page);
  await openThread(page, await threadOf(patient), patient.name);
  const field = composer(page).getByRole("textbox", { name: /^Text to / });
  await field.fill("Sleep well, we answer in the morning.");
  await expect(composer(page).getByText(/It is \d+:\d\d [AP]M for .*8:00 AM/)).toBeVisible();
  await look(page, "held-before");
  await composer(page).getByRole("button", { name: "Send when allowed" }).click();
  const held = bubble(page, "Sleep well");
  await expect(held.getByRole("button", { name: /^Held until .*8:00 AM/ })).toBeVisible();
  await expect(held.getByText(/It is \d+:\d\d [AP]M for/)).toBeVisible();
  expect(await handOffs(patient.phone)).toHaveLength(0);
  await held.getByRole("button", { name: /^Send now, .* is waiting$/ }).click();
  await expectDelivered(page, "Sleep well");
  await expect(log(page)).toBeVisible();
});

test("sends a picture with a text, which the patient sees on her phone; a document goes by secure link", async ({
  page,
}) => {
  const patient = await newPatient("Picture");
  await textFrom(patient.phone, "Which door is it?");
  await signIn(page);
  await openThread(page, await threadOf(patient), patient.name);
  const field = composer(page).getByRole("textbox", { name: /^Text to / });
  await field.fill("The one with the green sign.");
  const files = composer(page).getByLabel("Files").and(page.locator("input"));
  await files.setInputFiles("docs/inbox.png");
  await expect(composer(page).getByText(/^Picture message, .*not split, 2\.2¢$/)).toBeVisible();
  await expect(composer(page).getByRole("button", { name: "In the text" })).toBeVisible();
  await files.setInputFiles({
    name: "Directions.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.7\nTurn left.\n%%EOF"),
  });
  await expect(composer(page).getByRole("button", { name: "Secure link" })).toBeVisible();
  await look(page, "picture-by-text");
  await composer(page).getByRole("button", { name: "Remove Directions.pdf" }).click();
  await expect(composer(page).getByText(/^May go now by text/)).toBeVisible();
  await expect(sendButton(page)).toBeEnabled();
  await field.press("Control+Enter");
  const sent = bubble(page, "The one with the green sign.");
  await expect(sent.getByRole("list", { name: "Attachments" }).getByRole("link")).toBeVisible();
  await expectDelivered(page, "The one with the green sign.");
  await sent.getByRole("button", { name: "Delivered" }).click();
  await expect(page.getByText("The text service fetched the file.")).toBeVisible();
  await page.keyboard.press("Escape");
  const phone = await bePatient(page);
  const picture = phone.getByRole("img", { name: "Picture in this message" });
  await expect(picture).toBeVisible();
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);
  await look(page, "picture-on-her-phone");
});
