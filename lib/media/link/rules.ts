import { createHash, createHmac } from "node:crypto";

/**
 * The code in a file's address: 132 bits that only this installation can make again from the attachment's id, so that a
 * retry sends the same bytes and no table holds what opens it.
 */
export const codeOf = (attachmentId: string, secret: string): string =>
  createHmac("sha256", secret).update(`media ${attachmentId}`).digest("base64url").slice(0, 22);

/** What is stored of a code. */
export const hashOf = (code: string) => createHash("sha256").update(code).digest("hex");

/** Where a vendor fetches a file: chance alone, nothing about anybody. */
export const addressOf = (
  attachmentId: string,
  { publicUrl, secret }: { publicUrl: string; secret: string },
) => `${publicUrl}/m/${codeOf(attachmentId, secret)}`;

/**
 * Twilio keeps a text queued for 10 hours at most (providers.md §1.1) and fetches when it sends; two more for a slow
 * answer of its storage. Each claim begins the window anew, for the same address.
 */
export const OPEN_MS = 12 * 3_600_000;

const ENDINGS: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "application/pdf": "pdf",
  "text/vcard": "vcf",
  "text/calendar": "ics",
};

/** What the phone shows it as. Its own name may say something private, and Twilio takes 20 characters without blanks. */
export const nameFor = (type: string) => `file.${ENDINGS[type] ?? "bin"}`;
