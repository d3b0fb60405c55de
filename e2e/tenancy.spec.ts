import { textFrom } from "@/e2e/world/hub";
import { newPatient, threadOf } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { row, signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";

test("shows one clinic nothing of the other: not in lists, not in search, not by address", async ({
  page,
}) => {
  const patient = await newPatient("Secret");
  await textFrom(patient.phone, "Only for Cedar Lane");
  const thread = await threadOf(patient);
  await signIn(page, "Tasi Cruz");
  await page.getByRole("link", { name: "All open" }).click();
  await expect(page.getByRole("list", { name: "Threads" }).getByRole("link").first()).toBeVisible();
  await expect(row(page, patient.name)).toHaveCount(0);
  await page.getByRole("searchbox", { name: "Search threads" }).fill("Secret");
  await expect(page.getByText("Nothing found for “Secret”.")).toBeVisible();
  await page.goto(`/inbox/${thread}`);
  await expect(page.getByText("This thread is not here.")).toBeVisible();
  await expect(page.getByRole("complementary", { name: "Patient" })).toHaveText(/No patient to show\./);
  await look(page, "thread-not-here");
  await page.goto(`/inbox/${thread.slice(0, -4)}`);
  await expect(page.getByText("This thread is not here.")).toBeVisible();
  await page.goto(`/patients/${patient.id}`);
  await expect(page.getByText("There is no such patient.")).toBeVisible();
  for (const path of [`/api/v1/patients/${patient.id}`, `/api/v1/conversations/${thread}/messages`]) {
    expect((await page.request.get(path)).status()).toBe(404);
  }
});
