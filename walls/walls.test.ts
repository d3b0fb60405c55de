import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const BREACHES: [path: string, source: string, sentence: string][] = [
  [
    "lib/a/commands.ts",
    'import { redirect } from "next/navigation";\nredirect("/");\n',
    "The inside never imports",
  ],
  ["lib/b/commands.ts", 'import twilio from "twilio";\ntwilio();\n', "The inside never imports"],
  ["lib/c/rules.ts", 'import { x } from "@/lib/messages/queries";\nx();\n', "Rules are pure"],
  ["lib/c/rules/next.ts", 'import { env } from "@/lib/env";\nenv();\n', "Rules are pure"],
  [
    "lib/d/words.ts",
    'import { Prisma } from "@/prisma/generated/client";\nPrisma();\n',
    "Prisma's client lives in",
  ],
  [
    "components/inbox/list.tsx",
    'import { x } from "@/lib/messages/queries";\nx();\n',
    "Components see, they do not",
  ],
  [
    "components/inbox/row.tsx",
    'import { read } from "@/lib/db/read";\nread();\n',
    "Components see, they do not",
  ],
  ["lib/d2/rules.ts", 'import { limit } from "@/lib/auth/sessions";\nlimit();\n', "Rules are pure"],
  ["lib/d3/rules.ts", 'import { connect } from "node:tls";\nconnect();\n', "Rules are pure"],
  [
    "lib/d4/record.ts",
    'import { database } from "@/lib/db/client";\ndatabase();\n',
    "Prisma's client lives in",
  ],
  ["lib/port.ts", 'import { database } from "@/lib/db/client";\ndatabase();\n', "Prisma's client lives in"],
  [
    "lib/http/x.ts",
    'import type { Prisma } from "@/prisma/generated/client";\n\nexport type X = Prisma.Sql;\n',
    "Prisma's client lives in",
  ],
  [
    "app/api/v1/y/all.ts",
    'import { database } from "@/lib/db/client";\ndatabase();\n',
    "Prisma's client lives in",
  ],
  [
    "runner/x.ts",
    'import { Prisma } from "@/prisma/generated/client";\nPrisma();\n',
    "Prisma's client lives in",
  ],
  ["inngest/x.ts", 'import { database } from "@/lib/db/client";\ndatabase();\n', "Prisma's client lives in"],
  ["components/inbox/key.tsx", 'import { env } from "@/lib/env";\nenv();\n', "Components see, they do not"],
  [
    "components/inbox/who.tsx",
    'import { who } from "@/lib/auth/gate";\nwho();\n',
    "Components see, they do not",
  ],
  [
    "lib/j/queries.ts",
    "export const due = (tx) => tx.$queryRaw`SELECT 1 WHERE now() > $" + "{1}`;\n",
    "no clock of ours",
  ],
  ["runner/sql.ts", 'export const due = "update x set at = current_timestamp";\n', "no clock of ours"],
  ["lib/providers/acme.ts", 'import { read } from "@/lib/db/read";\nread();\n', "never sees our tables"],
  ["lib/e/commands.ts", "export const key = process.env.KEY;\n", "Settings are parsed once"],
  ["runner/main.ts", "export const at = Date.now();\n", "The clock is a value"],
  ["lib/f/commands.ts", "export const at = new Date();\n", "The clock is a value"],
  ["lib/g/rules/jitter.ts", "export const j = Math.random();\n", "Rules are pure"],
  [
    "app/(hub)/inbox/page.tsx",
    "export default function Page() {\n  return null;\n}\n",
    "A layout is never a gate",
  ],
  [
    "app/api/v1/things/route.ts",
    "export const GET = async () => Response.json({});\n",
    "There is one way in",
  ],
  ["lib/i/commands.ts", "export const all = inInstallation((tx) => tx);\n", "belong to the gates"],
  ["app/api/v1/x/commands.ts", 'export const ctx = mintCtx("id", actor, ports);\n', "belong to the gates"],
  ["lib/h/commands.ts", `export {};\n${"void 0;\n".repeat(260)}`, "Maximum allowed is 250"],
];

const DOORS: [path: string, source: string][] = [
  [
    "lib/k/rules.ts",
    'import { createHmac } from "node:crypto";\nimport { DateTime } from "luxon";\nimport type { Facts } from "@/lib/delivery/schema";\nimport { AppError } from "@/lib/errors";\nimport { fold } from "@/lib/patients/rules";\n\nexport const all: Facts = [createHmac, DateTime, AppError, fold];\n',
  ],
  ["lib/k/queries.ts", "export const due = (tx, now) => tx.$queryRaw`SELECT 1 WHERE $" + "{now()} > at`;\n"],
  [
    "components/inbox/words.tsx",
    'import type { Row } from "@/lib/conversations/schema";\n\nexport const row: Row = 1;\n',
  ],
  ["lib/clock.ts", "export const at = Date.now();\n"],
  ["lib/env.ts", "export const key = process.env.KEY;\n"],
  ["lib/providers/real.ts", 'import twilio from "twilio";\n\ntwilio();\n'],
  [
    "app/(hub)/patients/page.tsx",
    'import { page } from "@/lib/http/page";\n\nexport default page({ permission: "inbox.read" }, async () => null);\n',
  ],
  [
    "app/api/v1/open/route.ts",
    'import { route } from "@/lib/http/route";\n\nexport const GET = route({ permission: "inbox.read" }, async () => null);\n',
  ],
];

describe("the walls", () => {
  const folder = mkdtempSync(join(tmpdir(), "walls-"));
  const said = new Map<string, string>();

  beforeAll(() => {
    const config = JSON.parse(readFileSync("biome.json", "utf8"));
    writeFileSync(join(folder, "biome.json"), JSON.stringify({ ...config, vcs: { enabled: false } }));
    cpSync("walls", join(folder, "walls"), { recursive: true });
    for (const [path, source] of [...BREACHES, ...DOORS]) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), source);
      const biome = resolve("node_modules/.bin/biome");
      const run = spawnSync(biome, ["lint", "--colors=off", path], { cwd: folder, encoding: "utf8" });
      said.set(path, `${run.stdout}${run.stderr}`.replace(/\s+/g, " "));
    }
  }, 180_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(BREACHES)("stop %s", (path, _, sentence) => expect(said.get(path)).toContain(sentence));

  it.each(DOORS)("let %s through", (path) => expect(said.get(path)).not.toContain("×"));
});
