import { afterEach, expect, it, vi } from "vitest";
import { drive } from "@/lib/delivery/commands";
import { log } from "@/lib/log";
import { suite } from "@/lib/testing/ctx";
import { inbound } from "@/lib/testing/inbound";
import { outbound } from "@/lib/testing/messages";
import { patient } from "@/lib/testing/patients";
import { testVendor } from "@/lib/testing/provider";
import { processWebhooks, takeIn } from "@/lib/webhooks/commands";

afterEach(() => void vi.restoreAllMocks());

function printed(): () => string {
  const lines: string[] = [];
  for (const stream of [process.stderr, process.stdout]) {
    vi.spyOn(stream, "write").mockImplementation((text) => lines.push(String(text)) > 0);
  }
  return () => lines.join("");
}

it("tells of a mistake by its name and place: what it says may quote a patient", () => {
  const said = printed();
  log.error("test.broken", new TypeError("Cannot text +13035550142: Your A1c is 7.2"), { clinicId: "c1" });
  expect(JSON.parse(said())).toMatchObject({ level: "error", event: "test.broken", cause: "TypeError" });
  expect(said()).not.toMatch(/3035550142|A1c/);
});

it("names no number and no words of what is sent, refused, told and answered", async () => {
  const vendor = testVendor("twilio", "SMS", () => {
    throw new Error("The SDK broke over +13035550142: Your A1c is back");
  });
  const clinic = await suite({ providers: [vendor.provider] });
  const maria = await patient(clinic);
  const said = printed();
  const [id = ""] = await outbound(clinic, maria, { body: "Your A1c is back" });
  await drive(clinic.ctx({ kind: "system", job: "test" }), [id]).catch((error) => log.error("test", error));
  await inbound(clinic, maria, "My A1c hurts");
  const at = clinic.time.clock();
  const strange = {
    kind: "unknown",
    eventId: id,
    at,
    status: "teleported",
    raw: { To: maria.phone },
  } as const;
  await takeIn(clinic.ports, "twilio", [strange]);
  while (await processWebhooks(clinic.ports));
  const lines = said();
  vi.restoreAllMocks();
  expect(lines).not.toBe("");
  expect(lines).not.toContain(maria.phone.slice(2));
  expect(lines).not.toMatch(/A1c|Alvarez|3035550142/);
});
