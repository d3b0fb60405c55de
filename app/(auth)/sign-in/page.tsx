import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { DemoPeople } from "@/components/auth/demo-people";
import { OpenIdButton } from "@/components/auth/open-id-button";
import { returnPath } from "@/components/auth/return-path";
import { SignInForm } from "@/components/auth/sign-in-form";
import { SignInNotice } from "@/components/auth/sign-in-notice";
import { Logo } from "@/components/shell/logo";
import { clockTime } from "@/components/ui/time-words";
import { TooltipLayer } from "@/components/ui/tooltip-layer";
import { identify } from "@/lib/auth/gate";
import { env } from "@/lib/env";
import { ports } from "@/lib/ports";
import { listDemoPeople } from "@/lib/staff/demo/queries";

export const metadata: Metadata = { title: "Sign in" };

type Query = Promise<Record<string, string | string[] | undefined>>;

const only = (value: string | string[] | undefined) => (typeof value === "string" ? value : undefined);

/** The one staff page without a session. */
export default async function SignInPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const to = returnPath(query.from);
  if (await identify(await headers(), { activity: false })) redirect(to);
  const now = ports().clock();
  const clinics = await listDemoPeople();
  const demo = clinics.length > 0;
  return (
    <>
      <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col gap-6 px-5 py-10 sm:py-[12dvh]">
        <header className="flex flex-col gap-4">
          <div className="flex items-center gap-2.5">
            <Logo className="size-8" />
            <span className="text-lg font-semibold">Messaging Hub</span>
          </div>
          <h1 className="text-2xl font-semibold">{demo ? "Who are you today?" : "Sign in"}</h1>
          {demo && (
            <p className="text-muted">
              A demo with made-up patients. Pick a person; nothing you send reaches a real phone.
            </p>
          )}
        </header>
        <SignInNotice why={only(query.why)} error={only(query.error)} />
        {demo && (
          <>
            <DemoPeople
              to={to}
              clinics={clinics.map((clinic) => ({ ...clinic, localTime: clockTime(now, clinic.timeZone) }))}
            />
            <Or>or with an email and password</Or>
          </>
        )}
        {env().oidc && (
          <>
            <OpenIdButton to={to} />
            <Or>or</Or>
          </>
        )}
        <SignInForm to={to} quiet={demo} />
      </main>
      <TooltipLayer />
    </>
  );
}

function Or({ children }: { children: string }) {
  return (
    <p className="flex items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
      {children}
    </p>
  );
}
