import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { languageOf, quiet } from "@/app/portal/quiet";
import { Entrance } from "@/components/portal/entrance";
import { identifyVisitor } from "@/lib/auth/portal";
import { env } from "@/lib/env";

export const metadata = quiet("Private messages");
export const dynamic = "force-dynamic";

type Query = Promise<Record<string, string | string[] | undefined>>;

/** Where a patient takes an invitation by the code that the clinic gave in person. */
export default async function JoinPage({ searchParams }: { searchParams: Query }) {
  const asked = await headers();
  if (await identifyVisitor(asked)) redirect("/portal");
  const { lang } = await searchParams;
  return <Entrance door="join" language={languageOf(lang, asked.get("accept-language"))} demo={env().demo} />;
}
