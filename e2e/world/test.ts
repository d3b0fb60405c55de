import { test as base, expect } from "@playwright/test";

/** A journey in which no page may fail behind the scenes either. */
export const test = base.extend<{ calm: undefined }>({
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
