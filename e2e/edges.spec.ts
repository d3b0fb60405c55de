import { hub, textFrom } from "@/e2e/world/hub";
import { hubNow, newPatient } from "@/e2e/world/people";
import { expectAccessible, look } from "@/e2e/world/screens";
import { signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";

test("an address that is broken says so in words, to a patient and to a program", async ({ page }) => {
  for (const path of ["/l/%ff", "/u/%ff", "/portal/m/%ff", "/m/%ff"]) {
    expect((await page.goto(path))?.status()).toBe(400);
    await expect(page.getByRole("heading", { name: "This address cannot be read" })).toBeVisible();
  }
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
    await page.screenshot({ path: `.test/screens/unreadable-${colorScheme}.png` });
  }
  const broken = await page.request.get("/api/v1/patients/%");
  expect([broken.status(), broken.headers()["content-type"]]).toEqual([400, "application/problem+json"]);
  const wrong = await page.request.delete("/api/v1/patients");
  expect([wrong.status(), wrong.headers().allow]).toEqual([405, "GET, HEAD, OPTIONS, POST"]);
  expect(await wrong.json()).toMatchObject({
    status: 405,
    code: "method_not_allowed",
    detail: "This address does not take DELETE. It takes GET, POST.",
  });
});

test("a text that only says CANCELAR is a question on the list at once, names the visit, and goes when it is decided", async ({
  page,
}) => {
  const rosa = await newPatient("Cancela", { language: "es" });
  const startsAt = new Date((await hubNow()).getTime() + 2 * 86_400_000).toISOString();
  await hub("PUT", "/v1/appointments", {
    items: [{ externalId: `edge-${rosa.id}`, patientId: rosa.id, startsAt, provider: "Dr. Osei" }],
  });
  await signIn(page);
  await page.goto("/questions");
  await expect(page.getByRole("heading", { name: "To be decided" })).toBeVisible();
  const question = page
    .getByRole("list", { name: "Questions" })
    .getByRole("listitem")
    .filter({ hasText: rosa.name });
  await expect(question).toHaveCount(0);
  await textFrom(rosa.phone, "CANCELAR");
  // Before the list asks again by itself, which it does each minute.
  await expect(question).toContainText("may have asked us to stop our texts, or have meant the visit on");
  await look(page, "question-near-visit");
  await question.getByRole("button", { name: "They do not" }).click();
  await expect(question).toHaveCount(0);
});
