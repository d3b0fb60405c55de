import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  // Other files run in this process: none may read these settings.
  vi.resetModules();
});

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

const BUCKET = {
  S3_ENDPOINT: "https://s3.us-west-2.amazonaws.com",
  S3_BUCKET: "hub-files",
  S3_REGION: "us-west-2",
  S3_ACCESS_KEY_ID: "AK",
  S3_SECRET_ACCESS_KEY: "secret",
};

it("does not boot with half of a bucket's settings, and says which are missing", async () => {
  const { S3_REGION: _, S3_SECRET_ACCESS_KEY: __, ...half } = BUCKET;
  for (const FILES_STORE of ["s3", "database"]) {
    await expect(envWith({ ...half, FILES_STORE })).rejects.toThrow(
      "S3_REGION (is needed for the S3 store), S3_SECRET_ACCESS_KEY (is needed for the S3 store).",
    );
    vi.unstubAllEnvs();
  }
  expect(await envWith({ ...BUCKET, FILES_STORE: "s3" })).toMatchObject({
    filesStore: "s3",
    s3: { bucket: "hub-files", pathStyle: false, encryption: "AES256" },
  });
  vi.unstubAllEnvs();
  expect(await envWith({})).toMatchObject({ filesStore: "database", s3: null });
});
