import type { Ctx } from "@/lib/ctx";
import type { Claimed } from "@/lib/delivery/claim/commands";
import { type MailFile, readFile, readMailFiles } from "@/lib/files/queries";
import { LOGO_CID } from "@/lib/mail-layout/schema";
import type { OutboundMessage } from "@/lib/providers/port";

const LOGOS_KEPT = 50;

// The same few pictures go into every mail: their bytes are their name, so what is kept never grows old.
const logos = new Map<string, MailFile>();

/**
 * A mail with its attachments and its clinic's logo, read outside any transaction just before it is handed over. Null:
 * a file that it names is gone, and without it the mail is not what was meant.
 */
export async function withFiles(ctx: Ctx, claimed: Claimed): Promise<OutboundMessage | null> {
  const { message, files } = claimed;
  if (message?.channel !== "EMAIL" || (files.ids.length === 0 && !files.logoSha256)) return message;
  const attached = await readMailFiles(ctx, files.ids);
  if (!attached) return null;
  const logo = files.logoSha256 ? await readLogo(ctx, files.logoSha256) : null;
  return { ...message, attachments: [...(logo ? [logo] : []), ...attached] };
}

async function readLogo(ctx: Ctx, sha256: string): Promise<MailFile | null> {
  const key = `${ctx.clinicId}/${sha256}`;
  const known = logos.get(key);
  if (known) return known;
  const content = await readFile(ctx, sha256);
  if (!content) return null;
  const png = content[0] === 0x89;
  const logo = {
    filename: png ? "logo.png" : "logo.jpg",
    contentType: png ? "image/png" : "image/jpeg",
    content,
    contentId: LOGO_CID,
  };
  if (logos.size >= LOGOS_KEPT) logos.clear();
  logos.set(key, logo);
  return logo;
}
