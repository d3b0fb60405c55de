import { clinicPhone, handOffs, hub, textFrom } from "@/e2e/world/hub";
import { newPatient } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { openThread, signIn, thread } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { bubble, composer } from "@/e2e/world/thread";

interface Told {
  items: { conversationId: string; patientId: string; body: string }[];
}

test("two children on one phone: an answer is filed by one click; a wrong number says sorry and is on record", async ({
  page,
  browser,
}) => {
  const leo = await newPatient("Home");
  const mia = await newPatient("Home", { phone: leo.phone });
  const home = `${leo.firstName} and ${mia.firstName}`;
  await hub("POST", "/v1/messages", {
    patientId: leo.id,
    channel: "SMS",
    body: `The visit is on Friday at 2:30 PM.`,
  });
  await expect.poll(async () => (await handOffs(leo.phone)).length, { timeout: 90_000 }).toBe(1);
  await textFrom(leo.phone, "Can she come earlier?");
  await expect
    .poll(async () => (await hub<Told>("GET", `/v1/messages/patient/${leo.id}`)).items.length)
    .toBe(2);
  const { items } = await hub<Told>("GET", `/v1/messages/patient/${leo.id}`);

  await signIn(page);
  await openThread(page, items[0]?.conversationId ?? "", home);
  const shared = page.getByRole("region", { name: "Shared phone" });
  await expect(shared).toContainText(`This phone is shared by ${home}.`);
  await expect(shared).toContainText(`because our last text there was about ${leo.firstName}`);
  const asked = bubble(page, "Can she come earlier?");
  await expect(asked).toContainText(`Probably ${leo.firstName}`);
  await look(page, "household-guess");
  await shared.getByRole("button", { name: mia.firstName }).first().click();
  await expect(asked).toContainText(`About ${mia.firstName}`);
  await expect(composer(page).getByRole("textbox", { name: `Text to ${mia.firstName}` })).toBeVisible();
  await expect
    .poll(async () => (await hub<Told>("GET", `/v1/messages/patient/${mia.id}`)).items[0]?.body)
    .toBe("Can she come earlier?");

  await thread(page, home).waitFor();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Wrong number…" }).click();
  const dialog = page.getByRole("dialog", { name: "Wrong number" });
  await expect(dialog.getByRole("checkbox")).toHaveCount(2);
  await look(page, "household-wrong-number");
  await dialog.getByRole("button", { name: "Stop this number" }).click();
  await expect(bubble(page, "Sorry about that. We have removed this number")).toBeVisible();
  const sorry = async () => (await handOffs(leo.phone)).filter(({ body }) => body.startsWith("Sorry about"));
  await expect.poll(async () => (await sorry()).length, { timeout: 90_000 }).toBe(1);
  const [apology] = await sorry();
  expect(apology?.body).not.toMatch(new RegExp(`${leo.firstName}|${mia.firstName}|${clinicPhone.slice(2)}`));

  const other = await (await browser.newContext()).newPage();
  await signIn(other, "Priya");
  await other.goto("/settings/incidents");
  const row = other.getByRole("list", { name: "Incidents" }).getByRole("link", { name: leo.name });
  await expect(row).toContainText("Day 1 of 60");
  await look(other, "incidents");
  await row.click();
  await expect(other.getByRole("heading", { level: 1, name: leo.name })).toBeVisible();
  await expect(other.getByRole("region", { name: "What went there" })).toContainText(
    "The visit is on Friday",
  );
  await look(other, "incident");
});
