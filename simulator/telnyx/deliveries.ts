import { iso } from "@/simulator/clock";
import type { Delivery } from "@/simulator/courier";
import { type Answer, type Incoming, json } from "@/simulator/http";
import { telnyxGate } from "@/simulator/telnyx/create";
import type { World } from "@/simulator/world";

/** One event as Telnyx remembers having posted it. */
export interface PostedEvent {
  id: string;
  account: string | undefined;
  url: string;
  data: object;
  startedAt: number;
  outcome: Delivery;
}

/** `GET /v2/webhook_deliveries`, newest first, by what the attempts contain. */
export function listDeliveries(world: World, incoming: Incoming): Answer {
  const account = telnyxGate(world, incoming);
  if ("status" in account) return account;
  const part = incoming.query.get("filter[attempts][contains]") ?? "";
  const size = Math.min(250, Number(incoming.query.get("page[size]")) || 20);
  const page = Math.max(1, Number(incoming.query.get("page[number]")) || 1);
  const all = world.posted.slice(0, world.posted.size).reverse();
  const found = all.filter((one) => one.account === account.name && one.url.includes(part));
  const shown = found.slice((page - 1) * size, page * size);
  const meta = { page_number: page, page_size: size, total_results: found.length };
  return json(200, {
    data: shown.map(viewOf),
    meta: { ...meta, total_pages: Math.max(1, Math.ceil(found.length / size)) },
  });
}

function viewOf({ id, url, data, startedAt, outcome }: PostedEvent) {
  const taken = outcome.kind === "answer" && outcome.status >= 200 && outcome.status < 300;
  const status = taken ? "delivered" : "failed";
  const times = { started_at: iso(startedAt), finished_at: iso(startedAt) };
  const response = outcome.kind === "answer" ? { response: { status: outcome.status } } : {};
  return {
    record_type: "webhook_delivery",
    id,
    status,
    webhook: data,
    ...times,
    attempts: [{ status, ...times, http: { request: { url }, ...response } }],
  };
}
