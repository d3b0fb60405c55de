import { beforeAll, expect, test } from "vitest";
import { POST } from "@/app/portal/m/[code]/open/route";
import { inClinic } from "@/lib/db/transaction";
import { codeOf } from "@/lib/delivery/link/rules";
import { env } from "@/lib/env";
import { sendMessage } from "@/lib/messages/commands";
import { installPorts } from "@/lib/ports";
import { type Suite, suite } from "@/lib/testing/ctx";
import { patient } from "@/lib/testing/patients";

let clinic: Suite;
beforeAll(async () => {
  clinic = await suite();
  installPorts({ clock: clinic.time.clock });
});

async function newLink(): Promise<string> {
  const person = await patient(clinic);
  const body = "Your A1c came back at 7.2.";
  const asked = {
    patientId: person.id,
    channel: "SMS" as const,
    body,
    secureLink: { proof: "none" as const },
  };
  const { id: messageId } = await sendMessage(clinic.ctx(), asked);
  const { id } = await inClinic(clinic.clinicId, (tx) =>
    tx.secureMessage.findFirstOrThrow({ where: { clinicId: clinic.clinicId, messageId } }),
  );
  return codeOf(id, env().secret);
}

const ask = (code: string, body: unknown, origin: string | null = env().publicUrl) =>
  POST(
    new Request(`${env().publicUrl}/portal/m/${code}/open`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(origin ? { Origin: origin } : {}) },
      body: JSON.stringify(body),
    }),
    { params: Promise.resolve({ code }) },
  );

test("answers the words to whoever holds the link, and to no cache, index or next site", async () => {
  const code = await newLink();
  const stranger = await ask(code, { reader: "r".repeat(32) }, "https://elsewhere.example");
  expect(stranger.status).toBe(403);
  const wrong = await ask(code, { reader: "short" });
  expect(wrong.status).toBe(422);
  const answer = await ask(code, { reader: "r".repeat(32) });
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "cache-control": "private, no-store",
    "referrer-policy": "no-referrer",
    "x-robots-tag": expect.stringContaining("noindex"),
  });
  expect(await answer.json()).toMatchObject({ subject: null, body: "Your A1c came back at 7.2." });
  const second = await ask(code, { reader: "s".repeat(32) });
  expect(second.status).toBe(409);
  expect(await second.json()).toMatchObject({ reason: "opened" });
});

test("a code that is none tells nothing, whatever its shape", async () => {
  const shapes = ["x".repeat(22), "short", "../../etc", "%00", "' OR 1=1 --"];
  const answers = await Promise.all(
    shapes.map(async (code) => {
      const answer = await ask(encodeURIComponent(code), { reader: "r".repeat(32) });
      const { requestId: _requestId, ...problem } = await answer.json();
      return { status: answer.status, problem };
    }),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 404, problem: { code: "not_found" } });
});

test("whoever asks a link on and on is refused before anything is looked at or written", async () => {
  const code = await newLink();
  const statuses: number[] = [];
  for (let n = 0; n < 14; n += 1)
    statuses.push((await ask(code, { reader: `${n}`.padStart(32, "r") })).status);
  expect(statuses).toEqual([200, ...Array(11).fill(409), 429, 429]);
  const trail = await inClinic(clinic.clinicId, (tx) =>
    tx.auditEntry.count({
      where: { clinicId: clinic.clinicId, action: "secure.refused", actorKind: "patient" },
    }),
  );
  expect(trail).toBeLessThanOrEqual(12);
});
