import { expect, type Page } from "@playwright/test";
import { alive } from "@/e2e/world/alive";

/** Signs in by the demo's name button, as a person would, and waits until the inbox lives. */
export async function signIn(page: Page, name = "Dana Whitfield"): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name }).click();
  await expect(page).toHaveURL(/\/inbox/);
  await alive(page);
  await expect(page.getByRole("region", { name: "Threads" })).toBeVisible();
}

/** The row of a thread in the list. */
export const row = (page: Page, name: string) =>
  page.getByRole("list", { name: "Threads" }).getByRole("link", { name });

/** The open thread's messages. */
export const log = (page: Page) => page.getByRole("log");

/** The title of the open thread. */
export const thread = (page: Page, name: string) =>
  page.getByRole("region", { name: `Thread with ${name}` }).getByRole("heading", { level: 2, name });

/** Opens a thread by its address. */
export async function openThread(page: Page, conversationId: string, name: string): Promise<void> {
  await page.goto(`/inbox/${conversationId}?view=open`);
  await expect(thread(page, name)).toBeVisible();
  await expect(log(page)).toBeVisible();
}
