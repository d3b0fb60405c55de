import { AppError } from "@/lib/errors";
import { formatPhone, normalizeEmail, normalizePhone } from "@/lib/patients/rules";
import type { AddSender, Purpose, Registration } from "@/lib/senders/schema";
import type { Category, SenderKind } from "@/prisma/generated/enums";

/** Segments a second that Twilio gives a new sender of a kind (its rate limits, 2026); mail and push: messages. */
export const USUAL_RATE: Record<SenderKind, number> = {
  long_code: 1,
  toll_free: 3,
  short_code: 100,
  messaging_service: 10,
  email: 100,
  push: 200,
};

/**
 * Whether a number sends pictures: as an admin says, else as its kind usually does. Ten-digit and toll-free numbers of North
 * America do; a short code only once its carriers have enabled it (Twilio's article 223134687); a pool's are not known.
 */
export function sendsPictures(sender: { kind: SenderKind; address: string; mms: boolean | null }): boolean {
  if (sender.kind === "email" || sender.kind === "push") return false;
  const usual = sender.kind === "long_code" || sender.kind === "toll_free";
  return sender.mms ?? (usual && sender.address.startsWith("+1"));
}

/** Whether a sender of this purpose may carry a message of this category. */
export function fits(purpose: Purpose, category: Category): boolean {
  if (purpose === "everything") return true;
  return (category === "marketing") === (purpose === "marketing");
}

interface Standing {
  kind: SenderKind;
  address: string;
  registration: Registration;
  isActive: boolean;
}

export const shownAs = (address: string) => (address.startsWith("+") ? formatPhone(address) : address);

/** What keeps a sender from being used, said before a carrier says it by refusing a text; null: nothing. */
export function troubleOf({ kind, address, registration, isActive }: Standing): string | null {
  if (!isActive) return "Switched off: nothing goes out from it. What patients write to it still comes in.";
  const name = shownAs(address);
  switch (registration) {
    case "registered":
      return null;
    case "unregistered":
      return kind === "long_code"
        ? `${name} is in no 10DLC campaign. US carriers refuse every text from it (error 30034), so nothing is sent from it. Register the clinic's brand and a campaign at the text service, then set it to Registered.`
        : `${name} is not registered yet. Nothing is sent from it until it is.`;
    case "unverified":
      return `${name} is not verified. Carriers refuse texts from unverified toll-free numbers (error 30032), so nothing is sent from it.`;
    case "suspended":
      return `Its campaign is suspended by the carriers (error 30033). Nothing is sent from it until they lift that.`;
    case "pending":
      return "Its registration is on its way; carriers take days to weeks. Nothing is sent from it until it is done.";
  }
}

const SHORT_CODE = /^\d{5,6}$/;
// Twilio's own pattern of a Messaging Service's id.
const SERVICE = /^MG[0-9a-fA-F]{32}$/;
const TEXT_PROVIDERS = ["twilio", "telnyx"];

/** The address in the one form we store. Throws `invalid` with the field that is wrong. */
export function readSender(given: AddSender): { address: string; rate: number } {
  const { channel, provider, kind, address } = given;
  const isText = channel === "SMS";
  if (isText === (kind === "email")) throw wrong("kind", "This kind does not fit the channel.");
  if (isText !== TEXT_PROVIDERS.includes(provider)) {
    throw wrong("provider", `This provider carries no ${isText ? "texts" : "email"}.`);
  }
  if (kind === "messaging_service" && provider !== "twilio") {
    throw wrong("kind", "Only Twilio has Messaging Services.");
  }
  return { address: readAddress(kind, address), rate: given.rate ?? USUAL_RATE[kind] };
}

function readAddress(kind: SenderKind, address: string): string {
  switch (kind) {
    case "email":
      return taken(normalizeEmail(address));
    case "short_code":
      if (!SHORT_CODE.test(address)) throw wrong("address", "A short code has 5 or 6 digits.");
      return address;
    case "messaging_service":
      if (!SERVICE.test(address)) {
        throw wrong("address", "A Messaging Service's id is MG and 32 letters and digits.");
      }
      return address;
    case "long_code":
    case "toll_free":
      return taken(normalizePhone(address));
    case "push":
      throw wrong("kind", "Apps are set up with the push service.");
  }
}

function taken(answer: { e164?: string; email?: string; problem?: string }): string {
  const address = answer.e164 ?? answer.email;
  if (address === undefined) throw wrong("address", answer.problem ?? "This address cannot be read.");
  return address;
}

function wrong(field: string, problem: string): AppError {
  return new AppError("invalid", problem, "bad_sender", { fields: [{ field, problem }] });
}
