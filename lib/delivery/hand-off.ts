import type { Ctx } from "@/lib/ctx";
import type { Claimed } from "@/lib/delivery/claim/commands";
import { withFiles } from "@/lib/delivery/files/queries";
import { record } from "@/lib/delivery/record/recorder";
import { SEND_TIMEOUT_MS } from "@/lib/delivery/rules/attempt";
import { Turns } from "@/lib/delivery/turns";
import { noteSilence } from "@/lib/failover/measure/commands";
import { faultPoint } from "@/lib/faults";
import { log } from "@/lib/log";
import type { Outcome } from "@/lib/providers/port";

/** Requests to vendors under way at once in this process. */
export const PARALLEL = 32;

const held = globalThis as typeof globalThis & { hubHands?: { turns: Turns; latencyMs: number } };
held.hubHands ??= { turns: new Turns(PARALLEL), latencyMs: 50 };
const hands = held.hubHands;

/** What the hands can take in the next 250 ms, by how long the last hand-offs took: no more is claimed. */
export function room(): number {
  return Math.floor((PARALLEL * 250) / Math.max(1, hands.latencyMs)) - hands.turns.waiting;
}

/**
 * Hands one claim to its vendor, outside any transaction, and records what came of it. A claim that is past its
 * `handOffBy` is released instead. No answer is recorded as nothing: the attempt is unknown, and never sent blindly again.
 */
export async function handOff(ctx: Ctx, claimed: Claimed): Promise<void> {
  faultPoint("after_claim_commit");
  const outcome = await hands.turns.run(() => tell(ctx, claimed));
  faultPoint("after_send");
  if (outcome) return record(ctx, { attempt: claimed, outcome, at: ctx.ports.clock() });
  await noteSilence(ctx, claimed.provider).catch((cause: unknown) =>
    log.error("provider.not_measured", cause),
  );
}

function unread(cause: unknown): "unreachable" {
  log.error("mail.files_unread", cause);
  return "unreachable";
}

/** Nothing has left: the mail waits until its files can be read, and its vendor is not blamed. */
const waitForFiles = (ctx: Ctx): Outcome => ({
  kind: "rejected",
  retry: true,
  reason: "other",
  notBefore: new Date(ctx.ports.clock().getTime() + 60_000),
  detail: "The store of files does not answer.",
});

async function tell(ctx: Ctx, claimed: Claimed): Promise<Outcome | { kind: "released" } | null> {
  if (ctx.ports.clock() >= claimed.handOffBy) return { kind: "released" };
  if (!claimed.message) return { kind: "accepted", ref: claimed.attemptId };
  const provider = ctx.ports.providers[claimed.provider];
  if (!provider) return { kind: "rejected", retry: false, reason: "not_configured" };
  const message = await withFiles(ctx, claimed).catch(unread);
  if (message === "unreachable") return waitForFiles(ctx);
  if (!message) return { kind: "rejected", retry: false, reason: "malformed", detail: "A file is missing." };
  // Reading its files takes time too.
  if (ctx.ports.clock() >= claimed.handOffBy) return { kind: "released" };
  let timer: NodeJS.Timeout | undefined;
  let late = false;
  const deadline = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      late = true;
      resolve(null);
    }, SEND_TIMEOUT_MS);
  });
  faultPoint("before_send");
  const sent = provider.send(message, { key: claimed.attemptId }).then(
    (outcome) => {
      // The answer came after we gave it up: still recorded.
      if (late && outcome) void record(ctx, { attempt: claimed, outcome, at: ctx.ports.clock() });
      return outcome;
    },
    (cause) => {
      // A vendor's refusal is a value, so this is a bug; whether bytes left is not known.
      log.error("provider.threw", cause, { provider: claimed.provider, attempt: claimed.attemptId });
      return null;
    },
  );
  const startedAt = performance.now();
  const outcome = await Promise.race([sent, deadline]);
  clearTimeout(timer);
  hands.latencyMs += (performance.now() - startedAt - hands.latencyMs) * 0.1;
  return outcome;
}
