import { v7 } from "uuid";
import { expect, test } from "vitest";
import { inInstallation } from "@/lib/db/transaction";
import { NOON, suite } from "@/lib/testing/ctx";
import { pruneEvents } from "@/lib/webhooks/pruning/commands";

const DAY_MS = 86_400_000;

test("an event that was read is forgotten after 30 days; an unread one waits on", async () => {
  const { ports } = await suite();
  const now = Date.parse(NOON);
  const provider = `test-${crypto.randomUUID()}`;
  const event = (eventId: string, daysAgo: number, read: boolean) => {
    const at = new Date(now - daysAgo * DAY_MS);
    const processedAt = read ? at : null;
    const id = v7({ msecs: at.getTime() });
    return { id, provider, eventId, kind: "receipt", payload: {}, receivedAt: at, nextAt: at, processedAt };
  };
  const data = [event("old", 31, true), event("young", 29, true), event("waiting", 31, false)];
  await inInstallation((tx) => tx.webhookEvent.createMany({ data }));
  await pruneEvents(ports);
  const left = await inInstallation((tx) =>
    tx.webhookEvent.findMany({ where: { provider }, orderBy: { eventId: "asc" } }),
  );
  expect(left.map((row) => row.eventId)).toEqual(["waiting", "young"]);
});
