import { resealAccounts } from "@/lib/accounts/resealing/commands";
import { eraseFetched } from "@/lib/attachments/erasing/commands";
import { fetchMedia } from "@/lib/attachments/fetching/commands";
import { runBulks } from "@/lib/bulk/work/commands";
import { releaseAddresses } from "@/lib/consents/releasing/commands";
import { wakeSnoozed } from "@/lib/conversations/snooze/commands";
import { type Ports, systemCtx } from "@/lib/ctx";
import { listClinicIds } from "@/lib/delivery/clinics/queries";
import { requeueLost } from "@/lib/delivery/sweep/commands";
import { settleUnknown } from "@/lib/delivery/unknown/commands";
import { watchEmergencies } from "@/lib/emergencies/watch/commands";
import { judgeProviders } from "@/lib/failover/commands";
import { pruneMinutes } from "@/lib/failover/measure/commands";
import { pruneFiles } from "@/lib/files/commands";
import { moveFiles } from "@/lib/files/moving/commands";
import { forgetAnswers } from "@/lib/http/idempotency";
import { pruneAllowances } from "@/lib/http/limits/commands";
import { runImports } from "@/lib/imports/commands";
import { readLists } from "@/lib/inbound-list/commands";
import { pruneLinks } from "@/lib/links/commands";
import { pruneChanges } from "@/lib/live/commands";
import { pruneSignIns } from "@/lib/portal/pruning/commands";
import { eraseOpened } from "@/lib/secure/erasing/commands";
import { askAboutStuck } from "@/lib/webhooks/asking/commands";
import { processWebhooks } from "@/lib/webhooks/commands";
import { pruneEvents } from "@/lib/webhooks/pruning/commands";

export interface Job {
  name: string;
  /** How long it rests when it found nothing to do; a wake cuts the rest short. */
  everyMs: number;
  /** Whether a wake concerns it. */
  hears?: boolean;
  /** Passes that find something begin no sooner after each other. */
  gatherMs?: number;
  /** True when it did something and may have more to do. Several runners do it at once without harm. */
  run(ports: Ports): Promise<boolean>;
}

async function openSnoozed(ports: Ports): Promise<boolean> {
  for (const clinicId of await listClinicIds()) await wakeSnoozed(systemCtx(clinicId, "snooze", ports));
  return false;
}

async function release(ports: Ports): Promise<boolean> {
  let more = false;
  for (const clinicId of await listClinicIds()) {
    more = (await releaseAddresses(systemCtx(clinicId, "releases", ports))) || more;
  }
  return more;
}

async function placeFiles(ports: Ports): Promise<boolean> {
  let more = false;
  for (const clinicId of await listClinicIds()) {
    more = (await moveFiles(systemCtx(clinicId, "files", ports))) || more;
  }
  return more;
}

async function tidy(ports: Ports): Promise<boolean> {
  await pruneChanges(ports);
  await pruneEvents(ports);
  await pruneAllowances(ports.clock());
  await resealAccounts(ports);
  for (const clinicId of await listClinicIds()) {
    const ctx = systemCtx(clinicId, "tidy", ports);
    await forgetAnswers(ctx);
    await pruneMinutes(ctx);
    await pruneFiles(ctx);
    await pruneLinks(ctx);
    await pruneSignIns(ctx);
    await eraseOpened(ctx);
  }
  return false;
}

/** What every runner does beside delivery, whatever the delivery clock is. */
export const JOBS: readonly Job[] = [
  { name: "webhooks", everyMs: 500, gatherMs: 100, hears: true, run: processWebhooks },
  { name: "media", everyMs: 2_000, hears: true, run: fetchMedia },
  { name: "erasing", everyMs: 5_000, hears: true, run: eraseFetched },
  { name: "releases", everyMs: 5_000, hears: true, run: release },
  { name: "files", everyMs: 10_000, run: placeFiles },
  { name: "imports", everyMs: 1_000, hears: true, run: runImports },
  { name: "bulks", everyMs: 500, hears: true, run: runBulks },
  { name: "inbound-list", everyMs: 5_000, run: (ports) => readLists(ports) },
  { name: "emergencies", everyMs: 2_000, run: watchEmergencies },
  { name: "receipts", everyMs: 60_000, run: (ports) => askAboutStuck(ports) },
  { name: "snoozed", everyMs: 5_000, run: openSnoozed },
  { name: "failover", everyMs: 2_000, run: judgeProviders },
  { name: "tidy", everyMs: 3_600_000, run: tidy },
];

/** What keeps delivery whole when the runner is its clock; under Inngest its sweep does this. */
export const SWEEPS: readonly Job[] = [
  { name: "unknown", everyMs: 5_000, run: settleUnknown },
  { name: "lost", everyMs: 10_000, run: requeueLost },
];
