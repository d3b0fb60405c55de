import { v7 as uuid } from "uuid";
import { expect, it } from "vitest";
import { clock } from "@/lib/clock";
import { inInstallation } from "@/lib/db/transaction";
import type { Inbound } from "@/lib/providers/port";
import { storeEvents } from "@/lib/webhooks/intake/commands";

it("what nests too deep to be written is kept without its fields, and the rest of its batch as it came", async () => {
  const provider = `intake-${uuid()}`;
  const at = clock();
  const raw: unknown = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
  const event = (eventId: string, fields: unknown): Inbound => ({
    ...{ kind: "receipt", receipt: "delivered", eventId, at, status: "delivered", raw: fields },
  });
  await storeEvents(provider, [event("deep", raw), event("plain", { event: "delivered" })], at);
  const rows = await inInstallation((tx) =>
    tx.webhookEvent.findMany({ where: { provider }, orderBy: { eventId: "asc" } }),
  );
  expect(rows.map(({ eventId, payload }) => [eventId, (payload as { raw: unknown }).raw])).toEqual([
    ["deep", "nested too deep to be kept"],
    ["plain", { event: "delivered" }],
  ]);
});
