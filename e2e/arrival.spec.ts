import { signIn, thread } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";

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
