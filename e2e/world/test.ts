import { test as base, expect } from "@playwright/test";
import { waitForLife } from "@/e2e/world/alive";

/** A journey in which no page may fail behind the scenes either, and none is touched before it lives. */
export const test = base.extend<{ calm: undefined }, { patience: undefined }>({
  patience: [
    async ({ browser }, use) => {
      const open = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await open(options);
        waitForLife(context);
        return context;
      };
      await use(undefined);
    },
    { auto: true, scope: "worker" },
  ],
  calm: [
    async ({ context }, use) => {
      const failures: string[] = [];
      context.on("weberror", (failure) => failures.push(failure.error().message));
      await use(undefined);
      expect(failures, "errors in the pages").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
