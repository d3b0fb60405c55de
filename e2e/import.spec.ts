import { demo, hub } from "@/e2e/world/hub";
import { placeThatIs } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { signIn, thread } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { answerFrom, bePatient, bubble, expectDelivered, writeText } from "@/e2e/world/thread";

test("imports a messy list of 200, texts one of them, and both sides see the answer", async ({ page }) => {
  await signIn(page);
  await page.goto("/patients");
  await look(page, "patients");
  await page.getByRole("link", { name: /^Import/ }).click();
  await expect(page.getByRole("heading", { name: "Import patients" })).toBeVisible();
  await look(page, "import-start");
  await page.getByLabel("Patient list").setInputFiles("e2e/fixtures/patients-200.csv");
  await expect(page.getByText("200 rows").first()).toBeVisible();
  const rows = page.getByRole("table", { name: "Rows of the list" });
  await expect(rows).toBeVisible({ timeout: 90_000 });
  const wrongDate = rows.getByRole("row").filter({ hasText: "CL-2001" });
  await expect(wrongDate.getByRole("cell", { name: /^02\/30\/1980 \S/ })).toBeVisible();
  await look(page, "import-preview");
  await page
    .getByRole("button", { name: "1. Columns" })
    .or(page.getByRole("radio", { name: "1. Columns" }))
    .click();
  await expect(page.getByRole("table", { name: "Columns of the file" })).toBeVisible();
  await look(page, "import-columns");
  await page
    .getByRole("button", { name: "2. Rows" })
    .or(page.getByRole("radio", { name: "2. Rows" }))
    .click();
  const start = page.getByRole("button", { name: /^Import \d+ rows$/ });
  await expect(start).toBeDisabled();
  await page.getByRole("checkbox", { name: /^Leave out the \d+ rows with problems/ }).click();
  await start.click();
  await expect(page.getByText(/^\d+ patients imported\.$/)).toBeVisible({ timeout: 120_000 });
  await look(page, "import-done");

  const chart = await hub<{ items: { id: string; name: string; phoneShown: string }[] }>(
    "POST",
    "/v1/patients/search",
    { search: "CL-1001" },
  );
  const patient = chart.items[0];
  if (!patient) throw new Error("CL-1001 was not imported.");
  await hub("PATCH", `/v1/patients/${patient.id}`, { timeZone: await placeThatIs("awake") });
  await page.getByRole("link", { name: "See your patients" }).click();
  await page.getByRole("searchbox", { name: "Search patients" }).fill("CL-1001");
  const found = page.getByRole("link", { name: patient.name });
  await expect(found).toHaveCount(1);
  await found.click();
  await expect(page.getByRole("heading", { level: 1, name: patient.name })).toBeVisible();
  await look(page, "patient");
  await page.getByRole("button", { name: /^Write to / }).click();
  await expect(thread(page, patient.name)).toBeVisible();
  await writeText(page, "Welcome to Cedar Lane!");
  await expectDelivered(page, "Welcome to Cedar Lane!");
  const phone = await bePatient(page);
  await expect(phone.getByText("Welcome to Cedar Lane!")).toBeVisible();
  await answerFrom(phone, "Thank you, glad to be here");
  await expect(bubble(page, "Thank you, glad to be here")).toBeVisible();
  await look(page, "imported-patient-both-sides");
  expect(demo.simulatorUrl).toContain("localhost");
});
