import { headers } from "next/headers";
import { quiet } from "@/app/portal/quiet";
import { Gone } from "@/components/secure/gone";
import { SecureLetter } from "@/components/secure/secure-letter";
import { identifyLink, identifyReader } from "@/lib/auth/portal";
import { env } from "@/lib/env";
import { getEnvelope } from "@/lib/secure/queries";

export const metadata = quiet("Private message");

export const dynamic = "force-dynamic";

/**
 * The page behind a secure link. Opening it shows only that there is a message: scanners and previews fetch it too, so
 * the words come by a POST that a person's hand starts.
 */
export default async function LetterPage({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  const holder = await identifyLink(code);
  const envelope = holder && (await getEnvelope(holder.ctx, holder.linkId));
  if (!holder || !envelope) return <Gone />;
  const { session } = await identifyReader(holder, await headers());
  return <SecureLetter envelope={envelope} session={session} demo={env().demo} />;
}
