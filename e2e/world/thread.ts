import { expect, type FrameLocator, type Locator, type Page } from "@playwright/test";
import { log } from "@/e2e/world/staff";

/** The composer of the open thread. */
export const composer = (page: Page) => page.getByRole("region", { name: "Composer" });

/** One bubble of the open thread, by its words. */
export const bubble = (page: Page, words: string): Locator =>
  log(page).getByRole("article").filter({ hasText: words });

/** Can be pressed once the words may go and the screen has caught up. */
export const sendButton = (page: Page) => composer(page).getByRole("button", { name: "Send", exact: true });

/** Writes a text and presses Send by keyboard, as staff do. */
export async function writeText(page: Page, words: string): Promise<void> {
  const field = composer(page).getByRole("textbox", { name: /^Text to / });
  await field.fill(words);
  await expect(composer(page).getByText(/^May go now by text/)).toBeVisible();
  await expect(sendButton(page)).toBeEnabled();
  await field.press("Control+Enter");
  await expect(bubble(page, words)).toBeVisible();
}

/** After the undo window and a signed receipt. */
export async function expectDelivered(page: Page, words: string): Promise<void> {
  await expect(bubble(page, words).getByRole("button", { name: "Delivered" })).toBeVisible({
    timeout: 90_000,
  });
}

/** Opens the simulator's phone beside the thread. */
export async function bePatient(page: Page): Promise<FrameLocator> {
  const toggle = page.getByRole("button", { name: "Be the patient" });
  if ((await toggle.getAttribute("aria-pressed")) !== "true") await toggle.click();
  const phone = page.frameLocator('iframe[title*="phone (simulator)"]');
  // Its button sends only when its script has come.
  const isLoaded = (field: Element) => field.ownerDocument.readyState === "complete";
  await expect(async () =>
    expect(await phone.getByRole("textbox", { name: "Message" }).evaluate(isLoaded)).toBe(true),
  ).toPass();
  return phone;
}

/** Answers from the simulator's phone. */
export async function answerFrom(phone: FrameLocator, words: string): Promise<void> {
  await phone.getByRole("textbox", { name: "Message" }).fill(words);
  await phone.getByRole("button", { name: "Send", exact: true }).click();
  await expect(phone.getByRole("log").getByText(words, { exact: true }).last()).toBeVisible();
}

/** Somebody else of the clinic acts, by the demo's menu. */
export async function playColleague(page: Page, act: RegExp): Promise<void> {
  await page.getByRole("button", { name: "Play a colleague" }).click();
  await page.getByRole("menuitem", { name: act }).click();
}
