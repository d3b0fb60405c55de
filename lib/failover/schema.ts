import { z } from "zod";
import { Channel } from "@/prisma/generated/enums";

/** A vendor's part in a clinic's traffic, as the one decision reads it. */
export interface RouteFact {
  provider: string;
  channel: Channel;
  /** The clinic's choice, 0 to 100; 0 stands by. */
  weight: number;
  /** Per cent of it that measured health leaves. */
  level: number;
  pausedAt: Date | null;
  pausedReason: string | null;
  /** The circuit breaker: bulk waits until then. */
  trippedUntil: Date | null;
}

/** One minute of hand-offs to a vendor. */
export interface Minute {
  minute: Date;
  handed: number;
  errors: number;
  accepted: number;
  answered: number;
  prompt: number;
  delayMs: number;
}

/** What `judge` is told about a vendor. */
export interface Judged extends RouteFact {
  relapses: number;
  changedAt: Date | null;
  /** This installation has its keys. */
  isConfigured: boolean;
  /** It tells what became of a message, so that silence means something. */
  isTracked: boolean;
  minutes: Minute[];
}

export const CHANGE_KINDS = [
  "demoted",
  "raised",
  "restored",
  "tripped",
  "healed",
  "paused",
  "resumed",
  "weighted",
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface RouteChange {
  provider: string;
  kind: Extract<ChangeKind, "demoted" | "raised" | "restored" | "tripped" | "healed">;
  from: number;
  to: number;
  relapses: number;
  trippedUntil: Date | null;
  evidence: Record<string, string | number>;
}

const Evidence = z.record(z.string(), z.union([z.string(), z.number()]));

export const ProviderChangeSchema = z.object({
  id: z.string(),
  kind: z.enum(CHANGE_KINDS),
  from: z.number(),
  to: z.number(),
  /** `cause` (errors or slow), `share` in per cent, `sample`, `minutes`; or a person's `reason`. */
  evidence: Evidence,
  by: z.string().nullable(),
  at: z.iso.datetime(),
});
export type ProviderChangeView = z.infer<typeof ProviderChangeSchema>;

export const ProviderSchema = z.object({
  provider: z.string(),
  channel: z.enum(Channel),
  /** ok: well; missing: no keys here; standby: weight 0 and not needed now. */
  state: z.enum(["ok", "standby", "paused", "demoted", "returning", "missing"]),
  weight: z.number().int(),
  level: z.number().int(),
  /** Per cent of what is decided now that it gets. */
  share: z.number().int(),
  pausedAt: z.iso.datetime().nullable(),
  pausedReason: z.string().nullable(),
  pausedBy: z.string().nullable(),
  /** The circuit breaker: bulk waits until then. */
  trippedUntil: z.iso.datetime().nullable(),
  measured: z.object({
    /** Hand-offs of the last ten minutes, and how many of them the vendor failed. */
    handed: z.number().int(),
    errors: z.number().int(),
    /** Of hand-offs old enough to tell: accepted, and answered by a last receipt in time. Null: it tells nothing. */
    ripe: z.number().int().nullable(),
    prompt: z.number().int().nullable(),
    /** Mean seconds from hand-off to last receipt; null: none came. */
    receiptSeconds: z.number().nullable(),
  }),
  /** The last five, the newest first. */
  changes: z.array(ProviderChangeSchema),
});
export type ProviderView = z.infer<typeof ProviderSchema>;

/** At most a handful a clinic: never paged. */
export const ProvidersSchema = z.object({ items: z.array(ProviderSchema) });

export const ProviderChangePage = z.object({
  items: z.array(ProviderChangeSchema),
  nextCursor: z.string().nullable(),
});

/** Why a person takes a vendor out. Shown to staff; must not quote a patient. */
export const PauseBody = z.object({ reason: z.string().trim().min(3).max(300) });

export const WeightBody = z.object({ weight: z.number().int().min(0).max(100) });
