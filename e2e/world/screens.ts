import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Where pictures of the screens are kept; each run overwrites them. */
const PICTURES = ".test/screens";

export type Theme = "light" | "dark";

/** The hub follows the computer's theme; this is the computer's. */
export async function setTheme(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
}

/**
 * Nothing on the screen breaks WCAG 2.2 AA, as far as a machine can tell. A patient's mail is left out: its frame runs
 * no script, also none of ours.
 */
export async function expectAccessible(page: Page, rules: "all" | "contrast" = "all"): Promise<void> {
  const judge = new AxeBuilder({ page })
    .exclude('iframe[title^="Mail from"]')
    .options({ resultTypes: ["violations"] })
    // Its other way opens a page of its own for every look. Frames of other origins are the simulator's alone.
    .setLegacyMode();
  const { violations } = await (rules === "all"
    ? judge.withTags(RULES)
    : judge.withRules(["color-contrast"])
  ).analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary ?? ""}`).slice(0, 5),
  }));
  expect(found).toEqual([]);
}

/** Looks at a screen in both themes: judged by axe and kept as a picture. */
export async function look(page: Page, name: string): Promise<void> {
  for (const theme of ["dark", "light"] as const) {
    await setTheme(page, theme);
    await page.screenshot({ path: `${PICTURES}/${name}-${theme}.png`, animations: "disabled" });
    await expectAccessible(page, theme === "light" ? "all" : "contrast");
  }
}
