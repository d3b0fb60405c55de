import { type Ports, systemCtx } from "@/lib/ctx";
import { askForPass, leasePasses, MOST_PASSES, notePass, type Pass } from "@/lib/inbound-list/claim/commands";
import { listDone, listNumbers } from "@/lib/inbound-list/claim/queries";
import { WINDOW_MS } from "@/lib/inbound-list/rules";
import { wakeWaiting } from "@/lib/inbound-list/waiting/commands";
import { log } from "@/lib/log";
import type { MessageInbound, Provider } from "@/lib/providers/port";
import { bringIn } from "@/lib/webhooks/commands";

const AT_ONCE = 8;
const PER_NUMBER_MS = 15_000;

/** After a start or an outage: asks for a pass over every list (or one clinic's), and does what is due of it now. */
export async function catchUp(ports: Ports, only?: string): Promise<void> {
  await askForPass(ports, only);
  while (await readLists(ports, only));
}

/**
 * Reads, for each clinic and vendor whose turn it is (a start, an outage, an hour), the vendor's list of the last 72
 * hours and files what never reached us, in its true order and by the same way as a webhook. Of all clinics, or of
 * one. True when there may be more.
 */
export async function readLists(ports: Ports, only?: string): Promise<boolean> {
  const passes = await leasePasses(ports, only);
  const waiting = [...passes];
  const worker = async () => {
    for (let pass = waiting.shift(); pass; pass = waiting.shift()) await run(ports, pass);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return passes.length === MOST_PASSES;
}

async function run(ports: Ports, pass: Pass): Promise<void> {
  // Clocks of processes differ: what began after it was asked for is never older than the question.
  const beganAt = new Date(Math.max(ports.clock().getTime(), pass.neededAt?.getTime() ?? 0));
  const provider = systemCtx(pass.clinicId, "inbound-list", ports).ports.providers[pass.provider];
  if (!provider?.listInbound) return;
  try {
    const missed = await missedBy(provider, pass, beganAt);
    await bringIn(ports, pass.provider, missed, provider.ownerId);
    if (missed.length > 0)
      log.warn("inbound_list.found", {
        clinicId: pass.clinicId,
        provider: pass.provider,
        count: missed.length,
      });
    await notePass(ports, pass, {
      triedAt: beganAt,
      readAt: beganAt,
      problem: null,
      failures: 0,
      found: missed.length,
    });
    await wakeWaiting(pass.clinicId, ports);
  } catch (cause) {
    // The vendor's words may name a phone number.
    log.warn("inbound_list.not_read", {
      clinicId: pass.clinicId,
      provider: pass.provider,
      cause: cause instanceof Error ? cause.name : "unknown",
    });
    await notePass(ports, pass, { triedAt: beganAt, problem: "unreadable", failures: pass.failures + 1 });
    // What a person typed goes on.
    if (pass.failures === 0) await wakeWaiting(pass.clinicId, ports);
  }
}

async function missedBy(provider: Provider, pass: Pass, now: Date): Promise<MessageInbound[]> {
  const since = new Date(now.getTime() - WINDOW_MS);
  const missed: MessageInbound[] = [];
  for (const to of await listNumbers(pass.clinicId, pass.provider)) {
    const known = (refs: readonly string[]) => listDone(pass.provider, refs);
    missed.push(...(await inTime(provider.listInbound?.({ to, since, known }) ?? [])));
  }
  // A number that is a sender of its own as well as one of a service is read twice.
  const once = new Map(missed.map((text) => [text.ref, text]));
  // A stable sort: what one number got in the same second stays in the vendor's order.
  return [...once.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
}

async function inTime<T>(work: Promise<T> | T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The list did not come in time.")), PER_NUMBER_MS);
  });
  return Promise.race([Promise.resolve(work), late]).finally(() => clearTimeout(timer));
}
