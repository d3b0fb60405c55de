import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { testEnvironment } from "./checks/vitest.mjs";
import { dataDirOf, root } from "./data-dir.mjs";

interface Service {
  image?: string;
  build?: string;
  command?: string[];
  ports?: string[];
  expose?: string[];
  network_mode?: string;
  healthcheck?: unknown;
  environment?: Record<string, string>;
  env_file?: string;
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
}

const text = readFileSync("compose.yaml", "utf8");
const { services, volumes } = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};

it("starts hub, migrations, PostgreSQL, Inngest's server and Redis", () => {
  expect(Object.keys(services).sort()).toEqual(["hub", "inngest", "migrate", "postgres", "redis"]);
  expect(services.hub?.depends_on).toEqual({ migrate: { condition: "service_completed_successfully" } });
  expect(services.hub?.environment).toMatchObject({
    DELIVERY_CLOCK: "inngest",
    INNGEST_BASE_URL: "http://inngest:8288",
  });
});

it("keeps what Redis holds: append-only file, on a volume, nothing evicted", () => {
  const redis = services.redis;
  const command = (redis?.command ?? []).join(" ");
  expect(command).toContain("--appendonly yes");
  expect(command).toContain("--maxmemory-policy noeviction");
  const [volume = "", place] = redis?.volumes?.[0]?.split(":") ?? [];
  expect(place).toBe("/data");
  expect(volumes).toHaveProperty(volume);
  expect(services.inngest?.environment?.INNGEST_REDIS_URI).toBe("redis://redis:6379");
});

it("keeps the files that a hub has on its disk when its container is made anew", () => {
  const [volume = "", place] = services.hub?.volumes?.[0]?.split(":") ?? [];
  expect(place).toBe(services.hub?.environment?.DATA_DIR);
  expect(volumes).toHaveProperty(volume);
  expect(readFileSync("Dockerfile", "utf8")).toContain(`DATA_DIR=${place}`);
});

it("publishes the hub alone, and to this machine alone", () => {
  const published = Object.entries(services).flatMap(([name, { ports = [] }]) =>
    ports.map((port) => [name, port]),
  );
  expect(published).toEqual([["hub", "127.0.0.1:3000:3000"]]);
  for (const port of ["8288", "8289", "50052", "50053", "5432", "6379"])
    expect(published.flat().join(), port).not.toContain(port);
  for (const { network_mode } of Object.values(services)) expect(network_mode).toBeUndefined();
});

it("pins every image, and asks each service that stays whether it is well", () => {
  for (const [name, { image = "", healthcheck }] of Object.entries(services)) {
    expect(image, name).toMatch(/:v?\d+\.\d+(\.\d+)?(-\w+)?$/);
    if (name !== "migrate") expect(healthcheck, name).toBeDefined();
  }
});

it("holds no secret itself: each is asked for by name", () => {
  for (const [line] of text.matchAll(/^.*(?:PASSWORD|_KEY)\b.*$/gm)) {
    if (line.startsWith("#")) continue;
    expect(line).toMatch(/\$\{\w+:\?set it in \.env\}/);
  }
});

it("builds a hub that is not root's", () => {
  const docker = readFileSync("Dockerfile", "utf8");
  const last = docker.split(/^FROM /m).at(-1) ?? "";
  const [beforeUser = "", afterUser] = last.split(/^USER node$/m);
  expect(afterUser).toBeDefined();
  expect(beforeUser).toMatch(/^RUN .*chown node:node \. \.data$/m);
  expect(beforeUser).toMatch(/\bDATA_DIR=\/hub\/\.data$/m);
  expect(docker).not.toMatch(/:latest/);
  expect(readFileSync(".dockerignore", "utf8").split("\n")).toEqual(
    expect.arrayContaining([".env", ".git", ".data"]),
  );
});

it("needs no data directory where the database is one's own: migrations and the stop switch", () => {
  // No directory can be made below a file, also by root.
  const env = { ...testEnvironment(), DATABASE_URL: process.env.DATABASE_URL, DATA_DIR: "package.json/data" };
  const run = (...args: string[]) => {
    const ended = spawnSync(process.execPath, args, {
      cwd: root,
      env: { ...env, NODE_ENV: "test" },
      encoding: "utf8",
    });
    return [ended.status, ended.stderr, ended.stdout.trim()];
  };
  // Another test may have stopped the installation at this moment.
  expect(run("scripts/sending.mjs")).toEqual([
    0,
    "",
    expect.stringMatching(/^(Messages go out|Stopped since)/),
  ]);
  expect(run("scripts/migrate.mjs")).toEqual([0, "", "The database is up to date."]);
  expect(dataDirOf({ DATABASE_URL: "postgresql://db/hub", DATA_DIR: "" })).toBe(`${root}/.data`);
  expect(() => dataDirOf({ DATA_DIR: "package.json/data" })).toThrow("cannot be written");
  expect(() => dataDirOf({ DATA_DIR: "package.json" })).toThrow("cannot be written (ENOTDIR)");
});
