import { iso } from "@/simulator/clock";
import { type Answer, type Incoming, json } from "@/simulator/http";
import { telnyxGate } from "@/simulator/telnyx/create";
import { refuse } from "@/simulator/telnyx/errors";
import { telnyxPayload } from "@/simulator/telnyx/events";
import type { World } from "@/simulator/world";

/** `GET /v2/detail_records`: which texts there were, without their words. Newest last when asked so. */
export function listRecords(world: World, incoming: Incoming): Answer {
  const account = telnyxGate(world, incoming);
  if ("status" in account) return account;
  const ask = (name: string) => incoming.query.get(`filter[${name}]`);
  if (ask("record_type") !== "messaging") return refuse(10004, "filter[record_type] must be specified.");
  const to = ask("cld") ?? "";
  if (world.faults.strikesInbound("listFails", "telnyx", { to, from: "", body: "" })) return refuse(10007);
  const since = Date.parse(incoming.query.get("filter[created_at][gte]") ?? "") || 0;
  const found = world.phones.list({
    ...(to ? { to } : {}),
    matches: (record) =>
      record.vendor === "telnyx" &&
      record.createdAt >= since &&
      directionOf(record) === (ask("direction") ?? directionOf(record)),
  });
  const size = Math.min(50, Number(incoming.query.get("page[size]")) || 20);
  const page = Math.max(1, Number(incoming.query.get("page[number]")) || 1);
  const shown = found.reverse().slice((page - 1) * size, page * size);
  return json(200, {
    data: shown.map((record) => ({
      record_type: "message_detail_record",
      uuid: record.sid,
      direction: directionOf(record),
      cli: record.from,
      cld: record.to,
      created_at: iso(record.createdAt),
      message_type: record.media.length > 0 ? "MMS" : "SMS",
      parts: record.segments,
      status: record.direction === "inbound" ? "received" : record.status,
    })),
    meta: {
      page_number: page,
      page_size: size,
      total_pages: Math.max(1, Math.ceil(found.length / size)),
      total_results: found.length,
    },
  });
}

const directionOf = (record: { direction: string }) =>
  record.direction === "inbound" ? "inbound" : "outbound";

/** `GET /v2/messages/{id}`, both ways. */
export function tellMessage(world: World, incoming: Incoming): Answer {
  const account = telnyxGate(world, incoming);
  if ("status" in account) return account;
  const record = world.phones.find(incoming.params.id ?? "");
  if (record?.vendor !== "telnyx") return refuse(10005);
  return json(200, { data: telnyxPayload(world, record, record.status, record.errorCode) });
}
