import { randomUUID } from "node:crypto";
import type { Credentials } from "@/lib/accounts/schema";
import type { Permission } from "@/lib/auth/permissions";
import type { Provider } from "@/lib/providers/port";
import type { StaffRole } from "@/prisma/generated/enums";

declare const clinic: unique symbol;
/** Minted only by the gates (session, API key, portal, webhook) and `systemCtx`; it stands in every `where`. */
export type ClinicId = string & { readonly [clinic]: true };

export type Actor =
  | { kind: "staff"; id: string; role: StaffRole; sessionId: string }
  | { kind: "key"; id: string; scopes: Permission[] }
  | { kind: "patient"; id: string }
  /** Who acts for a patient and signed in: the related person of that patient's chart. */
  | { kind: "representative"; id: string }
  | { kind: "provider"; name: string }
  | { kind: "system"; job: string };

/** The clinics' own accounts with vendors (lib/accounts). */
export interface Accounts {
  /** What a clinic without an account of its own is served by. */
  readonly installed: Record<string, Provider>;
  /** A clinic's providers by name: its own accounts in place of the installation's. */
  of(clinicId: string): Record<string, Provider>;
  /** One provider of each name that anybody has, for jobs that go round all clinics. */
  all(): Record<string, Provider>;
  /** Own accounts that a request may come from; each must verify it. */
  find(vendor: string, wanted: { id: string } | { publicId: string }): Provider[];
  /** A provider with these credentials that nobody has yet. Throws on a key that is none. */
  open(credentials: Credentials): Provider;
  /** Reads them again: at once, or where that was not done just now. */
  refresh(): Promise<void>;
  freshen(): Promise<void>;
}

/** The one way out. */
export interface Ports {
  /** In a ctx its clinic's own, else the installation's. */
  providers: Record<string, Provider>;
  accounts?: Accounts | undefined;
  /** Tells the delivery clock that these messages are due. May be lost: the sweep comes anyway. */
  wake(messageIds: string[]): void;
  clock(): Date;
}

export interface Ctx {
  readonly clinicId: ClinicId;
  readonly actor: Actor;
  readonly now: Date;
  readonly requestId: string;
  readonly ports: Ports;
}

/** A gate's last step. Lint lets only gates import this. */
export function mintCtx(clinicId: string, actor: Actor, ports: Ports, requestId: string = randomUUID()): Ctx {
  const providers = ports.accounts?.of(clinicId) ?? ports.providers;
  const own = providers === ports.providers ? ports : { ...ports, providers };
  return { clinicId: clinicId as ClinicId, actor, now: ports.clock(), requestId, ports: own };
}

/** Every vendor that any clinic is served by, by name: for jobs that go round all clinics. */
export const servedBy = (ports: Ports): Record<string, Provider> => ports.accounts?.all() ?? ports.providers;

/** The context of a background job of one clinic. */
export function systemCtx(clinicId: string, job: string, ports: Ports): Ctx {
  return mintCtx(clinicId, { kind: "system", job }, ports);
}

/** The same context at a later instant. */
export function later(ctx: Ctx): Ctx {
  return { ...ctx, now: ctx.ports.clock() };
}

/** How an actor is named in rows: `createdBy` and `createdByKind`. */
export function authorOf(actor: Actor): {
  createdBy: string;
  createdByKind: "staff" | "key" | "patient" | "system";
} {
  switch (actor.kind) {
    case "staff":
    case "key":
    case "patient":
      return { createdBy: actor.id, createdByKind: actor.kind };
    case "representative":
      return { createdBy: actor.id, createdByKind: "patient" };
    case "provider":
      return { createdBy: `provider:${actor.name}`, createdByKind: "system" };
    case "system":
      return { createdBy: `system:${actor.job}`, createdByKind: "system" };
  }
}
