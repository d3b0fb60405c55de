import { randomBytes } from "node:crypto";
import { type Ctx, later } from "@/lib/ctx";
import { touch } from "@/lib/db/touch";
import { env } from "@/lib/env";
import { removeAt } from "@/lib/files/commands";
import { findMisplaced, listRemovals } from "@/lib/files/moving/queries";
import { bytesOf, type Kept } from "@/lib/files/queries";
import { type Elsewhere, storeAt } from "@/lib/files/stores";
import { log } from "@/lib/log";
import type { FilePlace } from "@/prisma/generated/enums";

/** A put takes half a minute at most; an hour later, bytes whose move did not end are nobody's. */
const ABANDONED_MS = 3_600_000;
/** What could not be moved or removed is tried again after this long. */
const REST_MS = 10 * 60_000;
const REMOVED_AT_ONCE = 20;

// Only a pace: a process that starts anew tries once more at once.
const resting = new Map<string, number>();

/**
 * Background job of one clinic: carries the oldest file that lies elsewhere than the settings say to its place, and removes what
 * lies at a store and is no file any more. Each file remembers its place: all can be read meanwhile. True when there may
 * be more.
 */
export async function moveFiles(ctx: Ctx): Promise<boolean> {
  const moved = await moveOne(ctx);
  return (await removeSome(ctx)) || moved;
}

const keyOf = ({ clinicId }: Ctx, name: string) => `${clinicId}/${name}`;

function asleep(ctx: Ctx): string[] {
  const now = ctx.now.getTime();
  for (const [key, until] of resting) if (until <= now) resting.delete(key);
  const own = keyOf(ctx, "");
  return [...resting.keys()].flatMap((key) => (key.startsWith(own) ? [key.slice(own.length)] : []));
}

function rest(ctx: Ctx, name: string): void {
  resting.set(keyOf(ctx, name), ctx.now.getTime() + REST_MS);
}

async function moveOne(ctx: Ctx): Promise<boolean> {
  const target = env().filesStore;
  const kept = await findMisplaced(ctx, target, asleep(ctx));
  if (!kept) return false;
  try {
    const bytes = await bytesOf(kept);
    if (bytes) {
      if (target === "database")
        await settle(ctx, kept, { place: target, content: Buffer.from(bytes), key: null });
      else await carry(ctx, kept, target, bytes);
      return true;
    }
  } catch (cause) {
    log.error("file.not_moved", cause, { sha256: kept.sha256, to: target });
  }
  rest(ctx, kept.sha256);
  return false;
}

/** Under a name of its own each time, noted beforehand: whatever a crash leaves at the store is found and removed. */
async function carry(ctx: Ctx, kept: Kept, place: Elsewhere, bytes: Uint8Array): Promise<void> {
  const store = storeAt(place);
  if (!store) return;
  const key = `${ctx.clinicId}/${kept.sha256}.${randomBytes(4).toString("hex")}`;
  const dueAt = new Date(ctx.now.getTime() + ABANDONED_MS);
  await touch(ctx, (tx) => removeAt(tx, ctx, { key, place, dueAt }));
  await store.put(key, bytes);
  await settle(ctx, kept, { place, key, content: null });
}

interface Home {
  place: FilePlace;
  key: string | null;
  content: Uint8Array<ArrayBuffer> | null;
}

/** The file is at its new place from here on, unless it was moved or forgotten meanwhile: then these bytes are nobody's. */
async function settle(ctx: Ctx, { sha256, place, key }: Kept, home: Home): Promise<void> {
  const { clinicId } = ctx;
  await touch(ctx, async (tx) => {
    const where = { clinicId, sha256, place, key };
    const { count } = await tx.storedFile.updateMany({ where, data: home });
    const { now: dueAt } = later(ctx);
    if (home.key) {
      const noted = { clinicId, key: home.key };
      if (count === 0) await tx.fileRemoval.updateMany({ where: noted, data: { dueAt } });
      else await tx.fileRemoval.deleteMany({ where: noted });
    }
    if (count > 0 && key) await removeAt(tx, ctx, { key, place, dueAt });
  });
}

async function removeSome(ctx: Ctx): Promise<boolean> {
  const due = await listRemovals(ctx, REMOVED_AT_ONCE);
  const sleeping = new Set(asleep(ctx));
  for (const { key, place } of due) {
    if (place === "database" || sleeping.has(key)) continue;
    try {
      const store = storeAt(place);
      if (!store) throw new Error("Its store is not set up any more.");
      await store.remove(key);
      await touch(ctx, (tx) => tx.fileRemoval.deleteMany({ where: { clinicId: ctx.clinicId, key } }));
    } catch (cause) {
      log.error("file.not_removed", cause, { place });
      rest(ctx, key);
      return false;
    }
  }
  return due.length === REMOVED_AT_ONCE;
}
