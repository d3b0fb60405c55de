import { randomUUID } from "node:crypto";
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
  | { kind: "provider"; name: string }
  | { kind: "system"; job: string };

/** The one way out. */
export interface Ports {
  providers: Record<string, Provider>;
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
  return { clinicId: clinicId as ClinicId, actor, now: ports.clock(), requestId, ports };
}

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
    case "provider":
      return { createdBy: `provider:${actor.name}`, createdByKind: "system" };
    case "system":
      return { createdBy: `system:${actor.job}`, createdByKind: "system" };
  }
}
