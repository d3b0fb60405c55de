import { demo, handOffs, mailFrom } from "@/e2e/world/hub";
import { newPatient, threadOf } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { openThread, signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { bubble, composer, sendButton } from "@/e2e/world/thread";

test("reads a patient's HTML mail in a frame that can do nothing, and answers by mail", async ({
  page,
  context,
}) => {
  const patient = await newPatient("Mail");
  const html = `<h2>My list</h2><ul><li>Form A</li><li>Form B</li></ul>
    <img src="${demo.simulatorUrl}/spy.png" alt="spy">
    <img src="https://pictures.example/form.png" alt="Form A"><script>document.title = "broken"; parent.postMessage("x", "*")</script>`;
  // What the page's policy stops never comes this far.
  const fetchedPictures: string[] = [];
  await context.route(/spy\.png$|^https:\/\/pictures\.example\//, (route) => {
    fetchedPictures.push(new URL(route.request().url()).pathname);
    return route.fulfill({ status: 404 });
  });
  await mailFrom(patient.email, { subject: "Two forms", text: "My list: Form A, Form B", html });
  await signIn(page);
  await openThread(page, await threadOf(patient), patient.name);
  const frame = page.frameLocator(`iframe[title="Mail from ${patient.firstName}"]`);
  await expect(frame.getByRole("heading", { name: "My list" })).toBeVisible();
  const sandbox = await page
    .locator(`iframe[title="Mail from ${patient.firstName}"]`)
    .getAttribute("sandbox");
  expect(sandbox ?? "").not.toContain("allow-scripts");
  await look(page, "mail");
  expect(fetchedPictures).toEqual([]);
  await page.getByRole("button", { name: "Show pictures" }).click();
  await expect.poll(() => fetchedPictures).toEqual(["/form.png"]);
  await expect(frame.getByRole("heading", { name: "My list" })).toBeVisible();
  const source = await page
    .locator(`iframe[title="Mail from ${patient.firstName}"]`)
    .evaluate((element: HTMLIFrameElement) => element.src);
  const served = await page.request.get(source);
  expect(served.headers()["content-security-policy"]).toContain("img-src data: https:; sandbox");
  await composer(page).getByPlaceholder("Subject").fill("Your two forms");
  const field = composer(page).getByRole("textbox", { name: /^Email to / });
  await field.click();
  await field.pressSequentially("Both forms are ready at the desk.");
  await expect(composer(page).getByText(/^May go now by email/)).toBeVisible();
  await expect(sendButton(page)).toBeEnabled();
  await field.press("Control+Enter");
  const sent = bubble(page, "Both forms are ready at the desk.");
  await expect(sent.getByRole("button", { name: /^Delivered|^Opened/ })).toBeVisible({ timeout: 90_000 });
  expect(await handOffs(patient.email)).toHaveLength(1);

  const mailbox = await context.newPage();
  await mailbox.goto(`${demo.simulatorUrl}/mail/${encodeURIComponent(patient.email)}`);
  await mailbox.getByRole("link", { name: /Your two forms/ }).click();
  await mailbox.getByRole("textbox", { name: /^Reply to / }).fill("Perfect, I will pick them up.");
  await mailbox.waitForLoadState();
  await mailbox.getByRole("button", { name: "Send reply" }).click();
  await expect(bubble(page, "Perfect, I will pick them up.")).toBeVisible();
});
