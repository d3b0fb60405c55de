import type { Metadata } from "next";
import { Ended } from "@/components/links/ended";
import { Gone } from "@/components/secure/gone";
import { identifyShortLink } from "@/lib/auth/short-link";
import { getFarewell } from "@/lib/links/queries";

export const metadata: Metadata = {
  title: { absolute: "Link" },
  description: "",
  robots: { index: false, follow: false, noarchive: true, nosnippet: true, noimageindex: true },
  referrer: "no-referrer",
  manifest: null,
};

export const dynamic = "force-dynamic";

/** Where a short link leads that has ended, or that never was one: it says so, and nothing about whose it was. */
export default async function EndedPage({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  const link = await identifyShortLink(code);
  const farewell = link && (await getFarewell(link.ctx, link.messageId));
  return farewell ? <Ended {...farewell} /> : <Gone />;
}
