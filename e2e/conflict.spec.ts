import { hub, textFrom } from "@/e2e/world/hub";
import { newPatient, threadOf } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { openThread, signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { bubble, composer, sendButton, writeText } from "@/e2e/world/thread";

/*
 * What the screen cannot know yet: somebody else acts in the very moment in which a request is under way. The hub
 * refuses with 409, the words stay, and the reason stands beside them.
 */
test("refuses an answer when the patient wrote again in the same moment, and keeps the words", async ({
  page,
}) => {
  const patient = await newPatient("Moment");
  await textFrom(patient.phone, "Can I come on Monday?");
  const conversationId = await threadOf(patient);
  await signIn(page);
  await openThread(page, conversationId, patient.name);
  await page.route(
    "**/api/v1/messages",
    async (route) => {
      await textFrom(patient.phone, "No, better on Tuesday");
      await expect
        .poll(async () => {
          const path = `/v1/conversations/${conversationId}/messages?limit=5`;
          const { items } = await hub<{ items: { body: string }[] }>("GET", path);
          return items.map(({ body }) => body);
        })
        .toContain("No, better on Tuesday");
      await route.continue();
    },
    { times: 1 },
  );
  const field = composer(page).getByRole("textbox", { name: /^Text to / });
  await field.fill("Monday is fine");
  await expect(composer(page).getByText(/^May go now by text/)).toBeVisible();
  await expect(sendButton(page)).toBeEnabled();
  const answered = page.waitForResponse(
    (response) => response.url().endsWith("/api/v1/messages") && response.request().method() === "POST",
  );
  await field.press("Control+Enter");
  expect((await answered).status()).toBe(409);
  await expect(
    composer(page).getByText(/wrote again while you were typing\. Your draft is kept/),
  ).toBeVisible();
  await expect(field).toHaveValue("Monday is fine");
  await expect(bubble(page, "No, better on Tuesday")).toBeVisible();
  await expect(bubble(page, "Monday is fine")).toHaveCount(0);
  await look(page, "newer-message");
  await composer(page).getByRole("button", { name: "Drop mine" }).click();
  await writeText(page, "Tuesday is fine");
});

test("tells who took a thread a moment before, and leaves it theirs", async ({ page }) => {
  const patient = await newPatient("Taken");
  await textFrom(patient.phone, "Hello?");
  const conversationId = await threadOf(patient);
  await signIn(page);
  await openThread(page, conversationId, patient.name);
  await page.route(`**/api/v1/conversations/${conversationId}`, async (route) => {
    if (!route.request().postData()?.includes("assigneeId")) return route.fallback();
    const origin = new URL(page.url()).origin;
    const data = { conversationId, act: "take" };
    const taken = await page.request.post("/api/v1/demo/colleague", { data, headers: { origin } });
    expect(taken.ok()).toBe(true);
    await route.continue();
  });
  await page.getByRole("button", { name: "Unassigned" }).click();
  await page.getByRole("menuitem", { name: "Assign to me" }).click();
  await expect(page.getByText(/^Jordan .*took this one/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Jordan Reyes", exact: true })).toBeVisible();
});
