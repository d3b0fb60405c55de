import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  // Other files run in this process: none may read these settings.
  vi.resetModules();
});

/** The policy that every page is sent with. */
async function policy(demo: string): Promise<string> {
  vi.stubEnv("HUB_DEMO", demo);
  vi.stubEnv("NODE_ENV", "production");
  vi.resetModules();
  const { default: config } = await import("@/next.config");
  const rules = (await config.headers?.()) ?? [];
  // Next drops a route's own header where its list has one: files and mails must come with theirs.
  const [pages] = rules.filter(({ headers }) => headers.some(({ key }) => key === "Content-Security-Policy"));
  expect(new RegExp(`^${pages?.source}$`).test("/api/v1/attachments/1")).toBe(false);
  for (const path of ["/", "/inbox", "/portal/m/x"])
    expect(new RegExp(`^${pages?.source}$`).test(path)).toBe(true);
  const headers = pages?.headers ?? [];
  return headers.find(({ key }) => key === "Content-Security-Policy")?.value ?? "";
}

it("lets pages frame the simulator in the demo, and nothing of others elsewhere", async () => {
  expect(await policy("1")).toContain("frame-src 'self' http://localhost:*;");
  for (const off of ["0", ""]) {
    const words = await policy(off);
    expect(words).toContain("frame-src 'self';");
    expect(words).not.toContain("localhost");
    expect(words).not.toContain("unsafe-eval");
  }
});
