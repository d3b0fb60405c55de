import { type Answer, type Incoming, json } from "@/simulator/http";
import { clinicOf } from "@/simulator/phones";
import { isRefused, signedIn } from "@/simulator/twilio/auth";
import { POOL_NUMBER } from "@/simulator/twilio/receipts";
import type { World } from "@/simulator/world";

const SHORT_CODE = /^\d{3,8}$/;

/** The numbers of a Messaging Service: the one it sends from, and those through which patients have written to it. */
function numbersOf(world: World, service: string): string[] {
  const all = world.phones.list({ matches: (record) => record.serviceSid === service });
  return [...new Set([POOL_NUMBER, ...all.flatMap((record) => clinicOf(record) ?? [])])];
}

/** `GET /v1/Services/{sid}/PhoneNumbers` and `/ShortCodes`: what is in a Messaging Service, on one page. */
export function listPool(world: World, incoming: Incoming, of: "PhoneNumbers" | "ShortCodes"): Answer {
  const account = signedIn(world, incoming);
  if (isRefused(account)) return account;
  const service = incoming.params.service ?? "";
  const [key, field] =
    of === "PhoneNumbers" ? ["phone_numbers", "phone_number"] : ["short_codes", "short_code"];
  const numbers = numbersOf(world, service).filter((one) => SHORT_CODE.test(one) === (of === "ShortCodes"));
  const url = `${world.origin}${incoming.path}?PageSize=50&Page=0`;
  return json(200, {
    [key]: numbers.map((number) => ({
      account_sid: account.accountSid,
      service_sid: service,
      [field]: number,
      country_code: "US",
      capabilities: ["SMS", "MMS"],
      date_created: "2026-01-01T00:00:00Z",
      date_updated: "2026-01-01T00:00:00Z",
    })),
    meta: {
      page: 0,
      page_size: 50,
      first_page_url: url,
      previous_page_url: null,
      url,
      next_page_url: null,
      key,
    },
  });
}
