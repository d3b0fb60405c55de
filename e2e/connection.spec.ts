import { demo, textFrom } from "@/e2e/world/hub";
import { Line } from "@/e2e/world/line";
import { newPatient, threadOf } from "@/e2e/world/people";
import { look } from "@/e2e/world/screens";
import { openThread, signIn } from "@/e2e/world/staff";
import { test as base, expect } from "@/e2e/world/test";
import { bubble, composer } from "@/e2e/world/thread";

const test = base.extend<{ line: Line }>({
  line: async ({ baseURL }, use) => {
    const line = await Line.to(baseURL ?? demo.url);
    await use(line);
    await line.close();
  },
  page: async ({ browser, line }, use) => {
    const context = await browser.newContext({ baseURL: line.url });
    await use(await context.newPage());
    await context.close();
  },
});

test("keeps words and refuses to send while the line is down, and catches up when it is back", async ({
  page,
  line,
}) => {
  const patient = await newPatient("Reconnect");
  await textFrom(patient.phone, "First words");
  await signIn(page);
  await openThread(page, await threadOf(patient), patient.name);
  const field = composer(page).getByRole("textbox", { name: /^Text to / });
  await field.fill("Half an answer");
  await expect(composer(page).getByRole("button", { name: "Send", exact: true })).toBeEnabled();
  line.cut();
  await expect(page.getByText(/^Offline since/)).toBeVisible({ timeout: 60_000 });
  await look(page, "offline");
  await textFrom(patient.phone, "Never mind, I found it");
  await expect(composer(page).getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await field.press("Control+Enter");
  await expect(composer(page).getByText(/nothing is sent until we have caught up/)).toBeVisible();
  line.mend();
  // It stays for twenty seconds only, so it is looked for first.
  await expect(page.getByText(/^Back online/)).toBeVisible({ timeout: 90_000 });
  await expect(bubble(page, "Never mind, I found it")).toBeVisible({ timeout: 60_000 });
  await expect(composer(page).getByText(/wrote again while you were typing/)).toBeVisible();
  await expect(field).toHaveValue("Half an answer");
  await expect(composer(page).getByRole("button", { name: "Send anyway" })).toBeEnabled();
});

/** From now on the browser gets no script for its shared worker, as when the line breaks while the page still loads. */
const withoutWorker = () => {
  const Whole = SharedWorker;
  class Broken extends Whole {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(document.title.startsWith("Mended") ? url : "/nothing-here.js", options);
    }
  }
  Object.assign(globalThis, { SharedWorker: Broken });
};

test("says that it is offline when the line breaks before the page could listen, and listens later", async ({
  page,
}) => {
  const patient = await newPatient("Half loaded");
  await textFrom(patient.phone, "First words");
  await signIn(page);
  await page.addInitScript(withoutWorker);
  await openThread(page, await threadOf(patient), patient.name);
  await expect(page.getByText(/^Offline since/)).toBeVisible({ timeout: 60_000 });
  await textFrom(patient.phone, "Never mind, I found it");
  await page.evaluate(() => {
    document.title = "Mended";
  });
  await expect(page.getByText(/^Back online/)).toBeVisible({ timeout: 90_000 });
  await expect(bubble(page, "Never mind, I found it")).toBeVisible({ timeout: 60_000 });
});
