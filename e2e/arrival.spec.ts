import { signIn, thread } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";

test("a thread asked for while the list is still loading stays open when the list comes", async ({
  page,
}) => {
  const held: (() => void)[] = [];
  await page.route(/\/api\/v1\/conversations\?/, async (route) => {
    await new Promise<void>((resume) => held.push(resume));
    await route.continue();
  });
  await signIn(page);
  const first = page.getByRole("region", { name: "Try this" }).getByRole("link", { name: /has to wait$/ });
  const [, name = ""] = /See why (.+) has to wait$/.exec((await first.textContent()) ?? "") ?? [];
  await first.click();
  await page.unroute(/\/api\/v1\/conversations\?/);
  for (const resume of held) resume();
  await expect(page.getByRole("list", { name: "Threads" })).toBeVisible();
  await expect(thread(page, name)).toBeVisible();
});
