import { type BrowserContext, expect, type Page } from "@playwright/test";

const LONGEST_MS = 90_000;

/** Whether React has taken over what the server wrote; a page without it (the simulator's) needs nothing more. */
function isTakenOver(): boolean {
  if (!("__next_f" in window)) return true;
  const name = Object.keys(document).find((key) => key.startsWith("__reactContainer$"));
  const root = name === undefined ? undefined : Reflect.get(document, name)?.stateNode.current.memoizedState;
  return root?.isDehydrated === false;
}

/**
 * Waits until a page that was loaded anew answers to hands. A person looks for a second before clicking; on a busy
 * machine a test would click what only looks like a button yet.
 */
export async function alive(page: Page): Promise<void> {
  await expect(async () => {
    await page.waitForLoadState("load", { timeout: LONGEST_MS });
    expect(await page.evaluate(isTakenOver)).toBe(true);
  }).toPass({ intervals: [20, 50, 100, 250], timeout: LONGEST_MS });
}

/** Has every page of this context wait so after each address it is sent to. */
export function waitForLife(context: BrowserContext): void {
  context.on("page", (page) => {
    const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
    page.goto = async (...args) => {
      const answer = await goto(...args);
      await alive(page);
      return answer;
    };
    page.reload = async (...args) => {
      const answer = await reload(...args);
      await alive(page);
      return answer;
    };
  });
}
