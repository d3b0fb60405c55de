import type { Ports } from "@/lib/ctx";
import type { Inbound, Provider, SignedRequest } from "@/lib/providers/port";
import { SignatureError } from "@/lib/providers/refusals";

/** Clinics that say they have the same account: each may try its own token, and no crowd may be made. */
const MOST_TRIED = 8;

/**
 * Whose account signed this request, and what it says. The address names an account of a clinic's own (`account`), or
 * nothing: then it is the installation's, or at Twilio whichever bears the SID that the body names. That only chooses
 * who may verify: what comes of it acts on the clinic whose token was right. Throws `SignatureError`.
 */
export async function verified(
  ports: Ports,
  vendor: string,
  request: SignedRequest,
): Promise<{ provider: Provider; events: Inbound[] }> {
  const account = new URL(request.url).searchParams.get("account");
  if (account === null) {
    const usual = Object.hasOwn(ports.providers, vendor) ? ports.providers[vendor] : undefined;
    const heard = usual && (await hear(usual, request));
    if (heard) return heard;
  }
  const wanted = account === null ? named(vendor, request) : { id: account };
  const heard = wanted && (await hearOwn(ports, vendor, wanted, request));
  if (heard) return heard;
  throw new SignatureError("No account of this vendor has signed the request.");
}

/** An account that was connected or given a new token a moment ago, elsewhere, is read before anyone is turned away. */
async function hearOwn(
  { accounts }: Ports,
  vendor: string,
  wanted: { id: string } | { publicId: string },
  request: SignedRequest,
) {
  const tryAll = async () => {
    for (const provider of accounts?.find(vendor, wanted).slice(0, MOST_TRIED) ?? []) {
      const heard = await hear(provider, request);
      if (heard) return heard;
    }
    return null;
  };
  const heard = await tryAll();
  if (heard || !accounts) return heard;
  await accounts.freshen();
  return tryAll();
}

async function hear(provider: Provider, request: SignedRequest) {
  try {
    return { provider, events: (await provider.receive?.(request)) ?? [] };
  } catch (error) {
    if (error instanceof SignatureError) return null;
    throw error;
  }
}

/** The account that a form of Twilio's says it comes from, unproven. */
function named(vendor: string, { body }: SignedRequest): { publicId: string } | null {
  if (vendor !== "twilio") return null;
  const sid = new URLSearchParams(Buffer.from(body).toString("utf8")).get("AccountSid");
  return sid && /^AC[0-9a-f]{32}$/i.test(sid) ? { publicId: sid } : null;
}
