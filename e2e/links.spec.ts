import { demo, textFrom } from "@/e2e/world/hub";
import { newPatient, threadOf } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { openThread, signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { bePatient, bubble, composer, expectDelivered, writeText } from "@/e2e/world/thread";

// A browser that calls itself headless is a link checker, as far as the hub is concerned.
test.use({
  userAgent:
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
});

const CURLY = "Please come ten minutes early and bring your insurance card to Dr. Okafor’s office.";

test("texts a link, the patient taps it and the thread says so; the meter names what makes a text dear", async ({
  page,
}) => {
  const patient = await newPatient("Forms");
  await textFrom(patient.phone, "What should I bring?");
  await signIn(page);
  await openThread(page, await threadOf(patient), patient.name);
  const field = composer(page).getByRole("textbox", { name: /^Text to / });

  await field.fill(CURLY);
  await expect(composer(page).getByText("“’” makes this 2 texts instead of 1")).toBeVisible();
  await expect(composer(page).locator("mark")).toHaveText("’");
  await look(page, "meter-curly");
  await field.press("Control+.");
  await expect(field).toHaveValue(CURLY.replace("’", "'"));
  await expect(composer(page).getByText(/^1 segment, \d+ left/)).toBeVisible();
  await composer(page).getByRole("button", { name: "Undo" }).click();
  await expect(field).toHaveValue(CURLY);

  await field.fill("a".repeat(1_612));
  await expect(composer(page).getByRole("alert")).toHaveText(/12 characters too many .* Your words are kept/);
  await expect(composer(page).getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await expect(composer(page).getByRole("button", { name: "Write as email" })).toBeVisible();
  await look(page, "meter-too-long");

  const target = `${demo.simulatorUrl}/?forms-for-your-visit`;
  await field.fill(`Fill this in before you come: ${target}`);
  await expect(composer(page).getByText(`Link opens ${new URL(target).host}`)).toBeVisible();
  await look(page, "composer-link");
  await writeText(page, `Fill this in before you come: ${target}`);
  await expectDelivered(page, "Fill this in before you come");

  const phone = await bePatient(page);
  const link = phone.getByRole("log").getByRole("link", { name: /\/l\/[0-9A-Za-z]{11}$/ });
  await expect(link).toBeVisible();
  await page.waitForTimeout(3_500);
  const opening = page.context().waitForEvent("page");
  await link.click();
  const opened = await opening;
  await opened.waitForURL(target);
  await opened.close();
  const badge = bubble(page, "Fill this in").getByRole("button", {
    name: /^Opened the link, \d+:\d\d [AP]M/,
  });
  await expect(badge).toBeVisible();
  await badge.click();
  await expect(page.getByRole("list", { name: "What happened" })).toContainText("opened the link to");
  await look(page, "link-opened");

  await page.goto("/l/00000000000");
  await expect(page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
});
