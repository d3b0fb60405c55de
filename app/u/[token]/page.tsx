import type { Metadata } from "next";
import { Gone } from "@/components/secure/gone";
import { PreferencePage } from "@/components/unsubscribe/preference-page";
import { identifySubscriber } from "@/lib/auth/subscriber";
import { getPreferences } from "@/lib/unsubscribe/queries";

/** What a preview of the link may show: nothing about whose it is. */
export const metadata: Metadata = {
  title: { absolute: "What we send you" },
  description: "",
  openGraph: { title: "What we send you", description: "" },
  robots: { index: false, follow: false, noarchive: true, nosnippet: true, noimageindex: true },
  referrer: "no-referrer",
  manifest: null,
};

export const dynamic = "force-dynamic";

/** The page behind an unsubscribe link. Opening it changes nothing: scanners open it too, and a hand must choose. */
export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const holder = await identifySubscriber(token);
  return holder ? <PreferencePage page={await getPreferences(holder.ctx, holder)} /> : <Gone />;
}
