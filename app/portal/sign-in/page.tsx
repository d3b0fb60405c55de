import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { languageOf, quiet } from "@/app/portal/quiet";
import { Entrance } from "@/components/portal/entrance";
import { identifyVisitor } from "@/lib/auth/portal";
import { env } from "@/lib/env";

export const metadata = quiet("Private messages");
export const dynamic = "force-dynamic";

type Query = Promise<Record<string, string | string[] | undefined>>;

/** Where a patient signs in. It knows neither clinic nor patient, and tells nothing of either. */
export default async function SignInPage({ searchParams }: { searchParams: Query }) {
  const asked = await headers();
  if (await identifyVisitor(asked)) redirect("/portal");
  const { lang } = await searchParams;
  return (
    <Entrance door="sign-in" language={languageOf(lang, asked.get("accept-language"))} demo={env().demo} />
  );
}
