import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { IdleWatch } from "@/components/auth/idle-watch";
import { DemoBanner } from "@/components/demo/demo-banner";
import { DemoMode } from "@/components/demo/mode";
import { TryThis } from "@/components/demo/try-this";
import { EmergencyBanner } from "@/components/emergencies/emergency-banner";
import { InboxBadge } from "@/components/inbox/inbox-badge";
import { ThreadCommands } from "@/components/inbox/thread-commands";
import { ConnectionBanner } from "@/components/live/connection-banner";
import { LiveProvider } from "@/components/live/provider";
import { LateBanner } from "@/components/revocations/late-banner";
import { EngineBanner } from "@/components/sending/engine-banner";
import { AppShell } from "@/components/shell/app-shell";
import { navItems } from "@/components/shell/nav";
import { Providers } from "@/components/shell/providers";
import { MeProvider } from "@/components/staff/me";
import { identify } from "@/lib/auth/gate";
import { env } from "@/lib/env";
import { liveStart } from "@/lib/live/queries";
import { whoAmI } from "@/lib/staff/queries";
import { MeSchema } from "@/lib/staff/schema";

/** The frame of every staff screen. It shows who is signed in and is never the gate: each page asks for itself. */
export default async function HubLayout({ children }: { children: ReactNode }) {
  const asked = await headers();
  const found = await identify(asked, { activity: false });
  if (!found) redirect(`/sign-in?from=${encodeURIComponent(asked.get("x-hub-path") ?? "/inbox")}`);
  const [who, start] = await Promise.all([whoAmI(found.ctx), liveStart(found.ctx)]);
  const me = MeSchema.parse(who);
  const mayConfigure = me.permissions.includes("engine.read");
  const maySendBulk = me.permissions.includes("bulk.send");
  return (
    <Providers now={found.ctx.now.toISOString()} zone={me.clinic.timeZone}>
      <LiveProvider start={start}>
        <MeProvider me={me}>
          <DemoMode on={env().demo}>
            <AppShell
              clinicName={me.clinic.name}
              user={{ name: me.name, role: me.roleName }}
              items={navItems(
                [
                  "inbox",
                  "patients",
                  ...(maySendBulk ? (["bulk"] as const) : []),
                  ...(mayConfigure ? (["settings"] as const) : []),
                ],
                { inbox: <InboxBadge /> },
              )}
              demoBanner={env().demo && <DemoBanner />}
              offlineBanner={
                <>
                  <EmergencyBanner />
                  <LateBanner />
                  <ConnectionBanner />
                  <EngineBanner />
                </>
              }
            >
              {children}
              <TryThis />
            </AppShell>
          </DemoMode>
          <ThreadCommands />
          <IdleWatch session={me.session} />
        </MeProvider>
      </LiveProvider>
    </Providers>
  );
}
