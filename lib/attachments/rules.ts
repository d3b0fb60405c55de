/** Where the bytes of an attachment are: here, still at the vendor, or nowhere any more. */
export type AttachmentState = "ready" | "fetching" | "unavailable";

export function stateOf(file: { size: number; vendorUrl: string | null }): AttachmentState {
  if (file.size > 0) return "ready";
  return file.vendorUrl === null ? "unavailable" : "fetching";
}

/** First bytes in hexadecimal. */
const BEGINNINGS: readonly [type: string, extension: string, beginning: RegExp][] = [
  ["image/jpeg", "jpg", /^ffd8ff/],
  ["image/png", "png", /^89504e470d0a1a0a/],
  ["image/gif", "gif", /^474946383[79]61/],
  ["image/webp", "webp", /^52494646.{8}57454250/],
  ["application/pdf", "pdf", /^255044462d/],
];

/**
 * What a file is by its first bytes, whatever it is said to be. One that only claims to be a picture or a PDF is plain
 * bytes; other types keep what was said and are never shown by a browser.
 */
export function typeOf(content: Uint8Array, said: string): string {
  const beginning = Buffer.from(content.subarray(0, 16)).toString("hex");
  const known = BEGINNINGS.find(([, , pattern]) => pattern.test(beginning));
  if (known) return known[0];
  const claims = said.startsWith("image/") || BEGINNINGS.some(([type]) => type === said);
  return claims || !/^[\w.+-]+\/[\w.+-]+$/.test(said) ? "application/octet-stream" : said;
}

/** A file name with the ending of its type, where it has none (texts carry no names). */
export function nameFor(filename: string, contentType: string): string {
  const extension = BEGINNINGS.find(([type]) => type === contentType)?.[1];
  return extension && !/\.[a-z0-9]{2,5}$/i.test(filename) ? `${filename}.${extension}` : filename;
}
