import { textFrom } from "@/e2e/world/hub";
import { newPatient, threadOf } from "@/e2e/world/people";
import { openThread, signIn, thread } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";
import { composer } from "@/e2e/world/thread";

test("a thread asked for while the list is still loading stays open when the list comes", async ({
  page,
}) => {
  let release = () => {};
  const released = new Promise<void>((resume) => {
    release = resume;
  });
  await page.route(/\/api\/v1\/conversations\?/, async (route) => {
    await released;
    await route.continue();
  });
  await signIn(page);
  const tries = page.getByRole("region", { name: "Try this" });
  const asked = tries.getByRole("link", { name: /has to wait$/ });
  const [, name = ""] = /See why (.+) has to wait$/.exec((await asked.textContent()) ?? "") ?? [];
  await asked.click();
  release();
  await expect(page.getByRole("list", { name: "Threads" })).toBeVisible();
  await expect(thread(page, name)).toBeVisible();
});

test("words that only this computer has are there again after a reload, and the page is whole", async ({
  page,
}) => {
  const patient = await newPatient("Reload");
  await textFrom(patient.phone, "Is it you?");
  await signIn(page);
  await openThread(page, await threadOf(patient), patient.name);
  const words = "It is, we are on our";
  const field = composer(page).getByRole("textbox", { name: /^Text to / });
  // The line to the hub's drafts is slow: the words have not left this computer.
  await page.route("**/draft", (route) =>
    route.request().method() === "PUT" ? undefined : route.continue(),
  );
  await field.fill(words);
  await page.reload();
  await expect(field).toHaveValue(words);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await field.fill(`${words} way`);
  await expect(composer(page).getByText("Draft saved")).toBeVisible();
});
