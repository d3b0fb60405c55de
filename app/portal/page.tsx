import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { quiet } from "@/app/portal/quiet";
import { RepresentativePage } from "@/app/portal/representative";
import { Conversation } from "@/components/in-app/conversation";
import { PortalHome } from "@/components/portal/portal-home";
import { identifyVisitor } from "@/lib/auth/portal";
import { listInApp } from "@/lib/in-app/queries";
import { InAppPage } from "@/lib/in-app/schema";
import { getHome } from "@/lib/portal/queries";
import { domestic } from "@/lib/secure/rules";
import { listWaiting } from "@/lib/secure/waiting/queries";

export const metadata = quiet("Private messages");
export const dynamic = "force-dynamic";

/** A patient's own page, or that of somebody who acts for patients. Whoever is not signed in goes to the door. */
export default async function PortalPage() {
  const visitor = await identifyVisitor(await headers());
  if (!visitor) redirect("/portal/sign-in");
  if (visitor.kind === "representative") return <RepresentativePage {...visitor} />;
  const { ctx, patientId, sessionId } = visitor;
  const home = await getHome(ctx, patientId);
  const clinicPhone = domestic(home.clinicPhone);
  const first = InAppPage.parse(await listInApp(ctx, patientId));
  return (
    <PortalHome home={{ ...home, clinicPhone }} letters={await listWaiting(ctx, patientId)}>
      <Conversation
        patientId={patientId}
        sessionId={sessionId}
        clinicName={home.clinicName}
        language={home.language}
        first={first}
      />
    </PortalHome>
  );
}
