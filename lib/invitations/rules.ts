import { formatPhone } from "@/lib/patients/rules";
import type { InviteWay } from "@/lib/portal/schema";
import type { ContactHealth, ContactKind } from "@/prisma/generated/enums";

export interface InviteFacts {
  hasBirthDate: boolean;
  deceased: boolean;
  /** The chart carries a label. */
  restricted: boolean;
  points: readonly {
    kind: ContactKind;
    value: string;
    isPrimary: boolean;
    health: ContactHealth;
    /** It is in the chart of another patient too. */
    shared: boolean;
    /** It belongs to somebody who acts for the patient. */
    ofOther: boolean;
  }[];
}

export interface Way {
  way: InviteWay;
  to: string | null;
  problem: string | null;
}

const LINKS = [
  { way: "SMS", kind: "phone", none: "There is no working phone number on file." },
  { way: "EMAIL", kind: "email", none: "There is no working email address on file." },
] as const;

/**
 * By which ways an invitation proves that it reached the patient and nobody else: a link to an address that is theirs
 * alone, opened with the date of birth; or a code that staff give in person after checking who it is.
 */
export function waysOf(facts: InviteFacts): Way[] {
  const never = facts.deceased
    ? "This patient has died."
    : facts.hasBirthDate
      ? null
      : "Add the date of birth first: the sign-in asks for it.";
  const links = LINKS.map(({ way, kind, none }): Way => {
    const points = facts.points.filter((point) => point.kind === kind && point.health !== "closed");
    const first = points.find(({ isPrimary }) => isPrimary) ?? points[0];
    const to = first ? (kind === "phone" ? formatPhone(first.value) : first.value) : null;
    const problem =
      never ??
      (facts.restricted ? "This chart is restricted: give a code in person." : null) ??
      (first ? null : none) ??
      (first?.health === "failing" ? "Messages to it fail at the moment." : null) ??
      (points.some(({ shared }) => shared) ? "Other patients have it too: give a code in person." : null) ??
      (points.some(({ ofOther }) => ofOther) ? "It is somebody else's: give a code in person." : null);
    return { way, to, problem };
  });
  return [...links, { way: "code", to: null, problem: never }];
}

/** What the invitation's letter says; the page puts the form for the PIN under it. */
export function invitationWords(language: string, clinic: string): { subject: string; body: string } {
  return language.startsWith("es")
    ? {
        subject: "Su página de mensajes privados",
        body: `${clinic} le invita a su página de mensajes privados.\n\nElija abajo un PIN que solo usted sepa. Con él abre los mensajes que nadie más debe leer, en cualquier teléfono o computadora.`,
      }
    : {
        subject: "Your private messages page",
        body: `${clinic} invites you to your private messages page.\n\nChoose a PIN below that only you know. With it you open messages that nobody else should read, on any phone or computer.`,
      };
}
