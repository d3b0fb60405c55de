import { demo } from "@/e2e/world/hub";
import { look } from "@/e2e/world/screens";
import { signIn } from "@/e2e/world/staff";
import { expect, test } from "@/e2e/world/test";

const email = (page: import("@playwright/test").Page) => page.getByLabel("Email");
const password = (page: import("@playwright/test").Page) => page.getByLabel("Password", { exact: true });

test("signs in by a name, signs out, and the way back in leads to where one was", async ({ page }) => {
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { name: "Who are you today?" })).toBeVisible();
  await look(page, "sign-in");
  await signIn(page, "Jordan Reyes");
  await page.goto("/patients");
  await page.getByRole("button", { name: /^Your menu: Jordan Reyes/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto("/patients");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole("button", { name: "Jordan Reyes" }).click();
  await expect(page).toHaveURL(/\/patients/);
});

test("signs in by email and password, and says what is missing or wrong without saying which", async ({
  page,
}) => {
  const ruth = demo.staff.find((one) => one.email.startsWith("ruth@"));
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("Enter your work email, for example ana@clinic.com.")).toBeVisible();
  await expect(email(page)).toBeFocused();
  await email(page).fill(ruth?.email ?? "");
  await password(page).fill("not it");
  await password(page).press("Enter");
  await expect(
    page.getByText("That email and password do not match. Check both and try again."),
  ).toBeVisible();
  await look(page, "sign-in-refused");
  await password(page).fill(ruth?.password ?? "");
  await password(page).press("Enter");
  await expect(page).toHaveURL(/\/inbox/);
});

test("locks an address after five wrong passwords and says for how long", async ({ page }) => {
  const nobody = `nobody.${Date.now()}@cedarlane.example`;
  await page.goto("/sign-in");
  await email(page).fill(nobody);
  for (let tries = 0; tries < 5; tries += 1) {
    await password(page).fill(`wrong ${tries}`);
    const answered = page.waitForResponse((answer) => answer.url().includes("/callback/credentials"));
    await password(page).press("Enter");
    await answered;
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeEnabled();
  }
  await password(page).fill("wrong again");
  await password(page).press("Enter");
  await expect(page.getByText(/Too many tries\. Signing in is locked for 1[0-5] more minutes/)).toBeVisible();
});
