import { RepresentativeHome } from "@/components/portal/representative-home";
import type { Representative } from "@/lib/auth/portal";
import { getHome } from "@/lib/portal/queries";
import { domestic } from "@/lib/secure/rules";
import { listAbout } from "@/lib/secure/waiting/queries";

/** What somebody who acts for patients finds when signed in. */
export async function RepresentativePage({ ctx, people }: Representative) {
  const first = people.find(({ acts }) => acts);
  if (!first) return null;
  const { firstName: _patient, ...home } = await getHome(ctx, first.patientId);
  const about = await listAbout(ctx, people);
  return (
    <RepresentativeHome
      home={{ ...home, clinicPhone: domestic(home.clinicPhone) }}
      name={first.name}
      about={about}
    />
  );
}
