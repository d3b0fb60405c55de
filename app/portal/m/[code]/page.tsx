import type { Metadata } from "next";
import { Gone } from "@/components/secure/gone";
import { SecureLetter } from "@/components/secure/secure-letter";
import { identifyLink } from "@/lib/auth/portal";
import { getEnvelope } from "@/lib/secure/queries";

/** What a preview of the link may show: nothing about whose it is or what it says. */
export const metadata: Metadata = {
  title: { absolute: "Private message" },
  description: "",
  openGraph: { title: "Private message", description: "" },
  robots: { index: false, follow: false, noarchive: true, nosnippet: true, noimageindex: true },
  referrer: "no-referrer",
  manifest: null,
};

export const dynamic = "force-dynamic";

/**
 * The page behind a secure link. Opening it shows only that there is a message: scanners and previews fetch it too, so
 * the words come by a POST that a person's hand starts.
 */
export default async function LetterPage({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  const holder = await identifyLink(code);
  const envelope = holder && (await getEnvelope(holder.ctx, holder.linkId));
  return envelope ? <SecureLetter envelope={envelope} /> : <Gone />;
}
