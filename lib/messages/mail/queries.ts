import { recordOpening } from "@/lib/audit/commands";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { notFound } from "@/lib/errors";
import { readFile } from "@/lib/files/queries";
import { mailPage, mailPolicy, withPictures } from "@/lib/messages/mail/rules";

/** What a browser shows and that runs nothing, as in `lib/http/download`; a picture beyond this is opened by itself. */
const SHOWN = ["image/jpeg", "image/png", "image/gif", "image/webp"];
const MOST_BYTES = 5 * 1024 * 1024;

/**
 * A patient's mail as a page with its pictures, those it brought and remote ones, and the policy it is shown under. Asking for it is audited, since
 * the sender learns of it. Throws `not_found` for anything but a mail with HTML.
 */
export async function getMailPage(ctx: Ctx, id: string): Promise<{ page: string; policy: string }> {
  const found = await read(ctx, (tx) =>
    tx.message.findFirst({
      where: { clinicId: ctx.clinicId, id, direction: "INBOUND" },
      select: {
        htmlBody: true,
        patientId: true,
        attachments: {
          where: { contentId: { not: null }, contentType: { in: [...SHOWN] }, size: { lte: MOST_BYTES } },
          select: { contentId: true, contentType: true, sha256: true },
          take: 20,
        },
      },
    }),
  );
  if (!found?.htmlBody) throw notFound("mail");
  await recordOpening(ctx, {
    action: "message.pictures_shown",
    subjectKind: "message",
    subjectId: id,
    patientId: found.patientId,
  });
  const html = withPictures(found.htmlBody, await readPictures(ctx, found.attachments));
  return { page: mailPage(html, { pictures: true }), policy: mailPolicy({ pictures: true }) };
}

async function readPictures(
  ctx: Ctx,
  files: { contentId: string | null; contentType: string; sha256: string | null }[],
) {
  const pictures = [];
  for (const { sha256, ...file } of files) {
    pictures.push({ ...file, content: sha256 ? await readFile(ctx, sha256) : null });
  }
  return pictures;
}
