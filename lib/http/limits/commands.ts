import type { Ctx } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { type Allowance, type Balance, granted, headersOf, tokensAt } from "@/lib/http/limits/rules";
import { ports } from "@/lib/ports";

/**
 * Requests that a process takes from an allowance at a time: one statement's cost for twenty. Never more than this share
 * of it, because what a process takes and does not use is lost: a patient's second try must not find an empty purse.
 */
const CHUNK = 20;
const SHARE = 1 / 20;
/** What a process has taken and not used by then is forgotten: it has come back in the table meanwhile. */
const CHUNK_MS = 2_000;
/** So many processes may lose what they took and leave the allowance as full as it was. */
const PROCESSES = 4;
const MOST_HELD = 5_000;
const KEPT_MS = 86_400_000;

interface Held {
  /** Requests this process may still let through. */
  left: number;
  /** What the table had after the last chunk was taken. */
  beyond: number;
  until: number;
  taking: Promise<void> | null;
}

const shared = globalThis as typeof globalThis & { hubAllowances?: Map<string, Held> };
shared.hubAllowances ??= new Map();

/** The allowance is used up. `headers` tell the client when to come again. */
export class AllowanceSpent extends AppError {
  constructor(
    readonly headers: Record<string, string>,
    retryAfterSeconds: number,
  ) {
    super("rate_limited", "Too many requests: wait a moment and send them more slowly.", "too_many", {
      retryAfterSeconds,
    });
  }
}

/** One request of this API key. Answers the headers that tell what is left; people in a browser are not counted. */
export async function spendRequest(ctx: Ctx): Promise<Record<string, string>> {
  if (ctx.actor.kind !== "key") return {};
  const { perMinute, burst } = env().api;
  return new Allowances().spend(`key:${ctx.actor.id}`, { burst, perSecond: perMinute / 60 }, ctx.ports.clock);
}

/** Bearers that are nobody's, by where they come from: a mistyped key is found out, a list of guesses is not tried. */
const UNKNOWN: Allowance = { burst: 60, perSecond: 1 };
/** Patients type a date or two and read again; whoever asks a link on and on is no patient. */
const LINK: Allowance = { burst: 12, perSecond: 0.1 };

/** One request with a key that nobody has. Throws `AllowanceSpent` when too many came from this address. */
export async function spendUnknown(address: string): Promise<void> {
  await new Allowances().spend(`unknown:${address}`, UNKNOWN, ports().clock);
}

/** One try to open this secure link, whoever makes it. Throws `AllowanceSpent`. */
export async function spendLink(ctx: Ctx, linkId: string): Promise<void> {
  await new Allowances().spend(`link:${linkId}`, LINK, ctx.ports.clock);
}

/** People tap a link a few times; link checkers come by the dozen, and what they do then need not be written down. */
const SHORT_LINK: Allowance = { burst: 20, perSecond: 0.2 };

/** One opening of this short link, whoever asks. Throws `AllowanceSpent`. */
export async function spendShortLink(ctx: Ctx, linkId: string): Promise<void> {
  await new Allowances().spend(`short:${linkId}`, SHORT_LINK, ctx.ports.clock);
}

/** A vendor looks, fetches, and repeats both for each retry; whoever goes on and on is none. */
const MEDIA: Allowance = { burst: 60, perSecond: 0.2 };

/** One request for a file of a text, whoever makes it. Throws `AllowanceSpent`. */
export async function spendMedia(ctx: Ctx, attachmentId: string): Promise<void> {
  await new Allowances().spend(`media:${attachmentId}`, MEDIA, ctx.ports.clock);
}

/** Switching a dozen topics on and off takes a minute; whoever goes on and on is no patient. */
const SUBSCRIBER: Allowance = { burst: 40, perSecond: 0.2 };

/** One choice on the page behind this unsubscribe link, whoever makes it. Throws `AllowanceSpent`. */
export async function spendSubscriber(ctx: Ctx, subscriberId: string): Promise<void> {
  await new Allowances().spend(`subscriber:${subscriberId}`, SUBSCRIBER, ctx.ports.clock);
}

/** A waiting room has one address: thirty people may mistype at once, nobody may try PINs from there all day. */
const PORTAL: Allowance = { burst: 40, perSecond: 0.1 };

/** One try to sign in to the portal or to take an invitation from this address. Throws `AllowanceSpent`. */
export async function spendPortalTry(address: string): Promise<void> {
  await new Allowances().spend(`portal:${address}`, PORTAL, ports().clock);
}

/** A worried patient writes in bursts and never all day. */
const WRITING: Allowance = { burst: 20, perSecond: 1 / 30 };

/** One message to the clinic by this signed-in patient. Throws `AllowanceSpent`. */
export async function spendWriting(ctx: Ctx, patientId: string): Promise<void> {
  await new Allowances().spend(`writing:${patientId}`, WRITING, ctx.ports.clock);
}

/** Background job: allowances that nobody touched for a day have long been full again. */
export async function pruneAllowances(now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS);
  await inInstallation((tx) => tx.$executeRaw`DELETE FROM "Allowance" WHERE "refilledAt" < ${before}`);
}

/** What one process holds of the allowances that all processes share in the database. */
export class Allowances {
  constructor(private readonly held: Map<string, Held> = shared.hubAllowances ?? new Map()) {}

  /** Takes one from the allowance with this id (`key:…`, `unknown:…`, `link:…`). Throws `AllowanceSpent`. */
  async spend(id: string, allowance: Allowance, clock: () => Date): Promise<Record<string, string>> {
    const own = this.of(id);
    // Another request that came meanwhile may use up what was taken for this one.
    const most = Math.ceil(allowance.burst / chunkOf(allowance)) + 2;
    for (let tries = 0; own.left < 1 && tries < most; tries += 1) {
      if (performance.now() < own.until && !own.taking) break;
      own.taking ??= this.take(id, own, allowance, clock()).finally(() => {
        own.taking = null;
      });
      await own.taking;
    }
    if (own.left < 1) {
      throw new AllowanceSpent(headersOf(0, allowance), Math.max(1, 1 / allowance.perSecond));
    }
    const headers = headersOf(own.left - 1 + own.beyond, allowance);
    own.left -= 1;
    if (own.left < 1) own.until = 0;
    return headers;
  }

  private of(id: string): Held {
    const known = this.held.get(id);
    if (known && (performance.now() < known.until || known.taking)) return known;
    if (this.held.size >= MOST_HELD) this.held.clear();
    const fresh: Held = { left: 0, beyond: 0, until: 0, taking: null };
    this.held.set(id, fresh);
    return fresh;
  }

  private async take(id: string, own: Held, allowance: Allowance, now: Date): Promise<void> {
    const paid = await takeTokens(id, chunkOf(allowance), allowance, now);
    own.left += paid.granted;
    own.beyond = paid.left;
    // Refused ones are not asked about again before a token can have come back.
    const pauseMs = Math.min(CHUNK_MS, Math.ceil(1_000 / allowance.perSecond));
    own.until = performance.now() + (paid.granted > 0 ? CHUNK_MS : pauseMs);
  }
}

const chunkOf = ({ burst, perSecond }: Allowance) => {
  const back = (perSecond * CHUNK_MS) / 1_000 / PROCESSES;
  return Math.max(1, Math.floor(Math.min(CHUNK, burst * SHARE, back)));
};

/** Takes so many tokens, or as many as there are, under the allowance's row. */
export function takeTokens(
  id: string,
  want: number,
  allowance: Allowance,
  now: Date,
): Promise<{ granted: number; left: number }> {
  return inInstallation(async (tx) => {
    const [, [row]] = await Promise.all([
      tx.$executeRaw`
        INSERT INTO "Allowance" (id, tokens, "refilledAt") VALUES (${id}, ${allowance.burst}, ${now})
        ON CONFLICT DO NOTHING`,
      tx.$queryRaw<Balance[]>`SELECT tokens, "refilledAt" FROM "Allowance" WHERE id = ${id} FOR UPDATE`,
    ]);
    const tokens = row ? tokensAt(row, allowance, now) : 0;
    const paid = granted(tokens, want);
    await tx.$executeRaw`
      UPDATE "Allowance" SET tokens = ${tokens - paid}, "refilledAt" = greatest("refilledAt", ${now}) WHERE id = ${id}`;
    return { granted: paid, left: tokens - paid };
  });
}
