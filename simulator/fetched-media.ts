import type { TextRecord } from "@/simulator/phones";
import type { World } from "@/simulator/world";

/** Bytes of one MMS that each vendor takes, as its documents say: Twilio 5 MB, Telnyx under 1 MB. */
const MOST = { twilio: 5_000_000, telnyx: 999_999 };
const TIMEOUT_MS = 15_000;

/** How each kind begins, in hexadecimal. What begins otherwise is believed to be what its server says. */
const BEGINNINGS: [beginning: string, type: string][] = [
  ["ffd8ff", "image/jpeg"],
  ["89504e47", "image/png"],
  ["47494638", "image/gif"],
  ["25504446", "application/pdf"],
];

/** Types that Twilio's list of accepted ones and Telnyx's both name. */
const TAKEN =
  /^(?:image\/(?:jpeg|png|gif|bmp|tiff)|video\/|audio\/|application\/pdf|text\/(?:x-)?(?:vcard|calendar|csv))/;

type Got = { bytes: Buffer; contentType: string } | { code: number };

/**
 * Fetches what goes with a text as a vendor does, after it has accepted it: HEAD, then GET, from the public address alone,
 * following nothing. Then says null, or the code with which the message fails: 63019 nothing was there, 12300 it is not
 * what its server says or of a kind that is not taken, 11751 too large.
 */
export function fetchMedia(world: World, record: TextRecord, done: (code: number | null) => void): void {
  if (record.media.length === 0) done(null);
  else void fetchAll(world, record).then(done, () => done(63019));
}

async function fetchAll(world: World, record: TextRecord): Promise<number | null> {
  const media: TextRecord["media"] = [];
  let size = 0;
  for (const { url = "", sid: _sid, ...file } of record.media) {
    const got = await fetchOne(world, url);
    if ("code" in got) return got.code;
    size += got.bytes.length;
    if (size > MOST[record.vendor ?? "twilio"]) return 11751;
    media.push({ ...file, ...world.media.save(got.contentType, got.bytes, world.clock.now()) });
  }
  world.changeText(record, { media });
  return null;
}

async function fetchOne(world: World, address: string): Promise<Got> {
  const named = new URL(address);
  const { publicUrl, hubLocalUrl } = world.settings;
  const url = named.origin === publicUrl ? `${hubLocalUrl}${named.pathname}${named.search}` : named;
  const ask = (method: string) =>
    fetch(url, { method, redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  const looked = await ask("HEAD");
  const answer = looked.ok ? await ask("GET") : looked;
  if (!answer.ok) return { code: 63019 };
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (bytes.length === 0) return { code: 63019 };
  const contentType = (answer.headers.get("content-type") ?? "").split(";")[0] ?? "";
  const start = bytes.subarray(0, 4).toString("hex");
  const real = BEGINNINGS.find(([beginning]) => start.startsWith(beginning))?.[1] ?? contentType;
  return real === contentType && TAKEN.test(contentType) ? { bytes, contentType } : { code: 12300 };
}
