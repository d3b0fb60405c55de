import { rfc2822 } from "@/simulator/clock";
import type { MediaFile, TextRecord } from "@/simulator/phones";
import { errorMessage } from "@/simulator/twilio/errors";

export const API = "/2010-04-01/Accounts";

const when = (ms: number | null) => (ms === null ? null : rfc2822(ms));

/** A message as Twilio's API shows it (`specs/twilio_messages`, `api.v2010.account.message`). */
export function messageResource(accountSid: string, record: TextRecord): Record<string, unknown> {
  const uri = `${API}/${accountSid}/Messages/${record.sid}`;
  return {
    account_sid: accountSid,
    api_version: "2010-04-01",
    body: record.body,
    date_created: when(record.createdAt),
    date_sent: when(record.sentAt),
    date_updated: when(record.updatedAt),
    direction: record.direction,
    error_code: record.errorCode,
    error_message: errorMessage(record.errorCode),
    from: record.from,
    messaging_service_sid: record.serviceSid,
    num_media: String(record.media.length),
    num_segments: record.status === "scheduled" ? "0" : String(record.segments),
    price: null,
    price_unit: null,
    sid: record.sid,
    status: record.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: record.to,
    uri: `${uri}.json`,
  };
}

export function mediaResource(
  accountSid: string,
  record: TextRecord,
  file: MediaFile,
): Record<string, unknown> {
  return {
    account_sid: accountSid,
    content_type: file.contentType,
    date_created: when(file.createdAt),
    date_updated: when(file.createdAt),
    parent_sid: record.sid,
    sid: file.sid,
    uri: `${API}/${accountSid}/Messages/${record.sid}/Media/${file.sid}.json`,
  };
}

/** One page of a Twilio list, with the paging fields its SDK follows. Pages count from 0. */
export function pageOf<T>(
  key: string,
  items: T[],
  path: string,
  query: URLSearchParams,
  show: (item: T) => Record<string, unknown>,
): Record<string, unknown> {
  const size = Math.min(1000, Math.max(1, Number(query.get("PageSize")) || 50));
  const page = Math.max(0, Number(query.get("Page")) || 0);
  const start = page * size;
  const shown = items.slice(start, start + size).map(show);
  const address = (number: number) => {
    const next = new URLSearchParams(query);
    next.delete("PageToken");
    next.set("PageSize", String(size));
    next.set("Page", String(number));
    if (number > page) next.set("PageToken", `PA${String(shown.at(-1)?.sid ?? "")}`);
    return `${path}?${next}`;
  };
  return {
    [key]: shown,
    start,
    end: Math.max(start, start + shown.length - 1),
    page,
    page_size: size,
    uri: address(page),
    first_page_uri: address(0),
    previous_page_uri: page > 0 ? address(page - 1) : null,
    next_page_uri: start + shown.length < items.length ? address(page + 1) : null,
  };
}
