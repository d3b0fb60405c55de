import { alive } from "@/e2e/world/alive";
import { demo, handOffs, hub } from "@/e2e/world/hub";
import { newPatient, threadOf } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { openThread, signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { bubble, composer } from "@/e2e/world/thread";

const mailed = async (address: string, count: number) => {
  await expect.poll(async () => (await handOffs(address)).length, { timeout: 90_000 }).toBe(count);
  return (await handOffs(address)).at(-1)?.body ?? "";
};

test("a patient ends news by the link in a mail, reminders go on, and a file waits behind her birthday", async ({
  page,
  context,
  browser,
}) => {
  const patient = await newPatient("News");
  await hub("PATCH", `/v1/patients/${patient.id}`, { dateOfBirth: "1961-11-23" });
  await hub("POST", `/v1/patients/${patient.id}/consents`, {
    ...{ purpose: "marketing", channel: "EMAIL", act: "grant", source: "paper" },
    disclosure: "News and offers by email.",
  });
  const send = (category: string, subject: string) =>
    hub<{ status: string; reason: string | null }>("POST", "/v1/messages", {
      ...{ patientId: patient.id, channel: "EMAIL", category, subject },
      body: "Our flu shots are here.",
    });
  await send("marketing", "Flu shots");
  await mailed(patient.email, 1);

  const mailbox = await context.newPage();
  await mailbox.goto(`${demo.simulatorUrl}/mail/${encodeURIComponent(patient.email)}`);
  await mailbox.getByRole("link", { name: /Flu shots/ }).click();
  const letter = mailbox.frameLocator('iframe[title="The email"]');
  await expect(letter.getByText("410 Cedar Lane, Denver, CO 80203")).toBeVisible();
  await mailbox.screenshot({ path: ".test/screens/mail-layout.png" });
  const opening = context.waitForEvent("page");
  await letter.getByRole("link", { name: "Unsubscribe" }).click();
  const preferences = await opening;
  await preferences.setViewportSize({ width: 360, height: 740 });
  await expect(preferences.getByRole("heading", { name: "What we send you" })).toBeVisible();
  await alive(preferences);
  await look(preferences, "unsubscribe-page");
  await preferences.getByRole("button", { name: "Stop news and offers by email" }).click();
  await expect(preferences.getByText("You get no more news and offers by email.")).toBeVisible();
  await expect(preferences.getByRole("button", { name: "Undo" })).toBeVisible();
  await look(preferences, "unsubscribe-done");

  expect(await send("marketing", "More flu shots")).toMatchObject({
    status: "FAILED",
    reason: "marketing_consent",
  });
  expect((await send("appointment", "Your visit")).status).not.toBe("FAILED");
  await mailed(patient.email, 2);
  await signIn(page);
  await openThread(page, await threadOf(patient), patient.name);
  await expect(bubble(page, "More flu shots")).toContainText("ended marketing emails on");

  await composer(page).getByRole("radio", { name: "Email" }).check();
  await composer(page)
    .locator('input[type="file"]')
    .setInputFiles({
      name: "Form.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.7\nA form.\n%%EOF"),
    });
  await composer(page).getByRole("button", { name: "In the mail" }).click();
  await page.getByRole("menuitemradio", { name: /Secure link/ }).click();
  await composer(page).getByPlaceholder("Subject").fill("Your form");
  await composer(page)
    .getByRole("textbox", { name: /^Email to / })
    .fill("As we said on the phone.");
  await expect(composer(page).getByText(/^May go now by email/)).toBeVisible();
  await look(page, "composer-files");
  await composer(page).getByRole("button", { name: "Send", exact: true }).click();
  const sent = bubble(page, "As we said on the phone.");
  await expect(sent).toContainText("Files behind a secure link: not opened yet");
  await expect(sent).toContainText("Behind a link, not opened yet");
  const link = /https?:\/\/\S+\/portal\/m\/[\w-]{22}/.exec(await mailed(patient.email, 3))?.[0] ?? "";

  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, acceptDownloads: true });
  const screen = await phone.newPage();
  await screen.goto(link);
  await screen.getByLabel("Month").fill("11");
  await screen.getByLabel("Day").fill("23");
  await screen.getByLabel("Year").fill("1961");
  await screen.getByRole("button", { name: "Show the message" }).click();
  const [download] = await Promise.all([
    screen.waitForEvent("download"),
    screen.getByRole("button", { name: "Download Form.pdf" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("Form.pdf");
  await look(screen, "file-letter");
  await phone.close();
  await expect(sent).toContainText(/Files behind a secure link: .* opened it/);
  await expect(sent).toContainText(/Behind a link, fetched \d+:\d\d/);

  const office = await (await browser.newContext()).newPage();
  await signIn(office, "Ruth Kessler");
  await office.goto("/settings/mail");
  await expect(office.locator('iframe[title^="Mail from"]')).toBeVisible();
  const from = office.getByRole("region", { name: "From", exact: true });
  await expect(from.getByRole("status")).not.toContainText("Looking", { timeout: 60_000 });
  await from.getByLabel("From name").fill("Cedar Lane <desk>");
  await from.getByRole("button", { name: "Save name" }).click();
  await expect(from.getByText('Without < > " or @.')).toBeVisible();
  await from.getByLabel("From name").fill("Cedar Lane front desk");
  await from.getByRole("button", { name: "Save name" }).click();
  await expect(office.getByRole("region", { name: "Preview" })).toContainText("Cedar Lane front desk <");
  await office.getByRole("main").getByRole("radio", { name: "Dark" }).check();
  await look(office, "mail-settings");
});
