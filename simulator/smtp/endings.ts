/** What a mail server answers at once where SendGrid would tell it afterwards; by the part before the @. */
const AT_ONCE: Record<string, string> = {
  bounce: "550 5.1.1 This email account does not exist.",
  full: "452 4.2.2 The recipient's mailbox is full.",
  blocked: "550 5.7.1 Rejected due to local policy.",
  dropped: "550 5.7.1 Rejected due to local policy.",
  invalid: "553 5.1.3 That is not an address.",
  deferred: "451 4.3.0 Temporary server error. Please try again later.",
};

/** The refusal that an @sim.example address asks for. */
export function refusalOf(address: string): string | null {
  const [local = "", domain = ""] = address.toLowerCase().split("@");
  return domain === "sim.example" ? (AT_ONCE[local.split(/[+.-]/)[0] ?? ""] ?? null) : null;
}

/** A refusal as `smtp-server` gives it: the code apart from the sentence. */
export function refusal(reply: string): Error {
  const [code = "", ...words] = reply.split(" ");
  return Object.assign(new Error(words.join(" ")), { responseCode: Number(code) });
}
