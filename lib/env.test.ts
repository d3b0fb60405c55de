import { afterEach, expect, it, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

async function envWith(given: Record<string, string>) {
  vi.resetModules();
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
  const { env } = await import("@/lib/env");
  return env();
}

it.each([
  [{}, "process"],
  [{ INNGEST_EVENT_KEY: "e" }, "inngest"],
  [{ INNGEST_SIGNING_KEY: "s" }, "inngest"],
  [{ INNGEST_BASE_URL: "http://inngest:8288" }, "inngest"],
  [{ INNGEST_EVENT_KEY: "e", DELIVERY_CLOCK: "process" }, "process"],
  [{ DELIVERY_CLOCK: "inngest" }, "inngest"],
])("with %j the delivery clock is %s", async (given, clock) => {
  expect((await envWith(given as Record<string, string>)).deliveryClock).toBe(clock);
});

it("does not boot at an address with a path", async () => {
  await expect(envWith({ PUBLIC_URL: "https://example.org/hub" })).rejects.toThrow(
    "The hub cannot start: these settings are missing or wrong: PUBLIC_URL (has a path: the hub answers at the root of its address).",
  );
  expect((await envWith({ PUBLIC_URL: "https://example.org/" })).publicUrl).toBe("https://example.org");
});
