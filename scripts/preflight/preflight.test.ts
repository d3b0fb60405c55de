import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { refuseOldNode } from "./node-version.mjs";
import { holdsAll } from "./packages.mjs";
import { requireFreePort } from "./ports.mjs";

test.each(["18.20.4", "20.18.3"])("Node %s is refused", (version) => {
  expect(() => refuseOldNode(version)).toThrow(`Node.js 20.19 or newer is needed; this is ${version}.`);
});

test.each(["20.19.0", "22.0.0", "24.1.0"])("Node %s will do", (version) => {
  expect(() => refuseOldNode(version)).not.toThrow();
});

test("a taken port is refused with the setting that moves it", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await expect(requireFreePort("PORT", port)).rejects.toThrow(
    `Port ${port} is in use by another program: free it, or choose another with PORT (PORT=${port + 1} npm start).`,
  );
  server.close();
});

const locked = {
  packages: {
    "": {},
    "node_modules/a": { version: "1.0.0" },
    "node_modules/mac": { version: "2.0.0", optional: true },
  },
};

test("packages are installed when each is there in its locked version; other platforms' may be absent", () => {
  expect(holdsAll(locked, { packages: { "node_modules/a": { version: "1.0.0" } } })).toBe(true);
  expect(holdsAll(locked, { packages: { "node_modules/a": { version: "1.0.1" } } })).toBe(false);
  expect(holdsAll(locked, { packages: {} })).toBe(false);
  expect(holdsAll(locked, null)).toBe(false);
});

test("in production what only developers need may be absent", () => {
  const lock = { packages: { ...locked.packages, "node_modules/d": { version: "1.0.0", dev: true } } };
  const installed = { packages: { "node_modules/a": { version: "1.0.0" } } };
  expect(holdsAll(lock, installed)).toBe(false);
  expect(holdsAll(lock, installed, { withDev: false })).toBe(true);
});

test("the lockfile names the packages of every platform, or npm ci refuses it", () => {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
});
