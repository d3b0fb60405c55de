import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { quiet } from "@/app/portal/quiet";
import { PortalHome } from "@/components/portal/portal-home";
import { identifyPatient } from "@/lib/auth/portal";
import { getHome } from "@/lib/portal/queries";
import { domestic } from "@/lib/secure/rules";
import { listWaiting } from "@/lib/secure/waiting/queries";

export const metadata = quiet("Private messages");
export const dynamic = "force-dynamic";

/** A patient's own page. Whoever is not signed in goes to the door. */
export default async function PortalPage() {
  const visitor = await identifyPatient(await headers());
  if (!visitor) redirect("/portal/sign-in");
  const { ctx, patientId } = visitor;
  const home = await getHome(ctx, patientId);
  const clinicPhone = domestic(home.clinicPhone);
  return <PortalHome home={{ ...home, clinicPhone }} letters={await listWaiting(ctx, patientId)} />;
}
