import type { Answer, Incoming } from "@/simulator/http";
import { json } from "@/simulator/http";
import type { TextRecord } from "@/simulator/phones";
import { isRefused, twilioGate } from "@/simulator/twilio/auth";
import { refuse } from "@/simulator/twilio/errors";
import { tellCanceled } from "@/simulator/twilio/receipts";
import { messageResource, pageOf } from "@/simulator/twilio/resource";
import type { World } from "@/simulator/world";

const UNFINISHED = new Set(["accepted", "scheduled", "queued", "sending"]);

/** Runs `use` for the message that the path names, behind Twilio's gate. */
export function withMessage(
  world: World,
  incoming: Incoming,
  use: (record: TextRecord, accountSid: string) => Answer,
): Answer {
  const account = twilioGate(world, incoming);
  if (isRefused(account)) return account;
  const record = world.phones.find((incoming.params.sid ?? "").replace(/\.json$/, ""));
  return record?.account === account.name && record
    ? use(record, account.accountSid)
    : refuse(20404, incoming.path);
}

export function fetchMessage(world: World, incoming: Incoming): Answer {
  return withMessage(world, incoming, (record, account) => json(200, messageResource(account, record)));
}

/** Cancel (`Status=canceled`, only while scheduled) or redact (`Body=`, only when finished). */
export function updateMessage(world: World, incoming: Incoming): Answer {
  return withMessage(world, incoming, (record, account) => {
    const form = new URLSearchParams(incoming.body.toString("utf8"));
    if (form.get("Status") === "canceled") {
      if (record.status !== "scheduled") return refuse(30409);
      world.changeText(record, { status: "canceled" });
      tellCanceled(world, record);
    } else if (form.has("Body")) {
      if (form.get("Body") !== "") return refuse(20001, "Body");
      if (UNFINISHED.has(record.status)) return refuse(20009);
      world.changeText(record, { body: "" });
    }
    return json(200, messageResource(account, record));
  });
}

export function deleteMessage(world: World, incoming: Incoming): Answer {
  return withMessage(world, incoming, (record) => {
    if (UNFINISHED.has(record.status)) return refuse(20009);
    world.removeText(record);
    return { status: 204 };
  });
}

/** A `DateSent` filter: a bare date means the whole UTC day. */
function dateFilter(query: URLSearchParams): (record: TextRecord) => boolean {
  const read = (name: string) => {
    const text = query.get(name);
    return text === null ? null : Date.parse(text);
  };
  const day = query.get("DateSent")?.slice(0, 10);
  const since = read("DateSent>");
  const until = read("DateSent<");
  const untilDay = /^\d{4}-\d{2}-\d{2}$/.test(query.get("DateSent<") ?? "") ? 86_400_000 - 1 : 0;
  return (record) => {
    const at = record.sentAt ?? record.createdAt;
    if (day && new Date(at).toISOString().slice(0, 10) !== day) return false;
    if (since !== null && !(at >= since)) return false;
    return until === null || at <= until + untilDay;
  };
}

export function listMessages(world: World, incoming: Incoming): Answer {
  const account = twilioGate(world, incoming);
  if (isRefused(account)) return account;
  const { query } = incoming;
  const to = query.get("To");
  const from = query.get("From");
  if (world.faults.strikesInbound("listFails", "twilio", { to: to ?? "", from: from ?? "", body: "" }))
    return refuse(20500);
  const inTime = dateFilter(query);
  const found = world.phones.list({
    ...(to ? { to } : {}),
    ...(from ? { from } : {}),
    matches: (record) => record.account === account.name && inTime(record),
  });
  return json(
    200,
    pageOf("messages", found, incoming.path, query, (record) => messageResource(account.accountSid, record)),
  );
}
