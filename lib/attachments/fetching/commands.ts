import { listRemote, type Remote } from "@/lib/attachments/fetching/queries";
import { GIVE_UP_MS, pauseAfter } from "@/lib/attachments/fetching/rules";
import { isProgram } from "@/lib/attachments/inbound/rules";
import { nameFor, typeOf } from "@/lib/attachments/rules";
import { type Ctx, later, type Ports, systemCtx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { listClinicIds } from "@/lib/delivery/clinics/queries";
import { keepFile } from "@/lib/files/commands";
import { recordChanges } from "@/lib/live/changes";
import type { Media } from "@/lib/providers/media";

/** Pictures fetched at once: at most 5 MB each in memory. */
const AT_ONCE = 4;

// Only a pace: a process that starts anew asks once more at once, and a picture asked for twice is stored once.
const resting = new Map<string, { tries: number; until: number }>();

/**
 * Fetches pictures that came by text and still lie with the vendor, for every clinic or for the one given, and tells
 * their threads. One that the vendor does not give is asked for again at growing pauses for a day. True when there may
 * be more at once.
 */
export async function fetchMedia(ports: Ports, clinicId?: string): Promise<boolean> {
  const now = ports.clock().getTime();
  const asleep = [...resting].flatMap(([id, { until }]) => (until > now ? [id] : []));
  let more = false;
  for (const id of clinicId ? [clinicId] : await listClinicIds()) {
    const ctx = systemCtx(id, "media", ports);
    const remote = await listRemote(ctx, asleep, AT_ONCE);
    await Promise.all(remote.map((file) => fetchOne(ctx, file)));
    more ||= remote.length === AT_ONCE;
  }
  return more;
}

async function fetchOne(ctx: Ctx, file: Remote): Promise<void> {
  const media = await askVendors(ctx, file.vendorUrl);
  const at = later(ctx);
  if (media === "later" && at.now.getTime() < file.createdAt.getTime() + GIVE_UP_MS) {
    const tries = (resting.get(file.id)?.tries ?? 0) + 1;
    resting.set(file.id, { tries, until: at.now.getTime() + pauseAfter(tries) });
    return;
  }
  await store(at, file, media);
  resting.delete(file.id);
}

/** Each vendor gives only what lies at its own address. */
async function askVendors(ctx: Ctx, url: string): Promise<Media> {
  let last: Media = "later";
  for (const { fetchMedia } of Object.values(ctx.ports.providers)) {
    if (fetchMedia) last = await fetchMedia(url);
    if (fetchMedia && last !== "not ours") return last;
  }
  return last;
}

/** Without an address at the vendor and without bytes it is not available any more. */
async function store(ctx: Ctx, file: Remote, media: Media): Promise<void> {
  await write(ctx, async (tx, audit) => {
    audit.fact();
    const { count } = await tx.attachment.updateMany({
      where: { clinicId: ctx.clinicId, id: file.id, size: 0, vendorUrl: { not: null } },
      data: typeof media === "string" ? missing(media) : await filled(tx, ctx, file, media),
    });
    if (count === 0) return;
    const { messageId, conversationId } = file;
    await recordChanges(tx, ctx, [{ kind: "message", subjectId: messageId, conversationId }]);
  });
}

const missing = (why: Exclude<Media, object>) => ({
  vendorUrl: null,
  refused: why === "too large" ? ("too_large" as const) : null,
});

async function filled(tx: Tx, ctx: Ctx, file: Remote, media: Exclude<Media, string>) {
  const bytes = media.content;
  if (bytes.byteLength === 0) return { vendorUrl: null };
  if (isProgram(bytes)) return { vendorUrl: null, refused: "program" };
  const contentType = typeOf(bytes, media.contentType);
  return {
    contentType,
    filename: nameFor(file.filename, contentType),
    size: bytes.byteLength,
    sha256: await keepFile(tx, ctx, { bytes, contentType }),
    // Its address stays until it is removed there (lib/attachments/erasing).
  };
}
