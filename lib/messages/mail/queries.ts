import { recordOpening } from "@/lib/audit/commands";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { notFound } from "@/lib/errors";
import { mailPage, mailPolicy } from "@/lib/messages/mail/rules";

/**
 * A patient's mail as a page with its remote pictures, and the policy it is shown under. Asking for it is audited, since
 * the sender learns of it. Throws `not_found` for anything but a mail with HTML.
 */
export async function getMailPage(ctx: Ctx, id: string): Promise<{ page: string; policy: string }> {
  const found = await read(ctx, (tx) =>
    tx.message.findFirst({
      where: { clinicId: ctx.clinicId, id, direction: "INBOUND" },
      select: { htmlBody: true, patientId: true },
    }),
  );
  if (!found?.htmlBody) throw notFound("mail");
  await recordOpening(ctx, {
    action: "message.pictures_shown",
    subjectKind: "message",
    subjectId: id,
    patientId: found.patientId,
  });
  return { page: mailPage(found.htmlBody, { pictures: true }), policy: mailPolicy({ pictures: true }) };
}
