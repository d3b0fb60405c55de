import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { readFile } from "@/lib/files/queries";
import { postalLine } from "@/lib/mail-layout/postal/rules";
import { dressed } from "@/lib/mail-layout/rules";
import {
  DEFAULT_COLOR,
  LOGO_CID,
  type MailStyleSchema,
  type PreviewStyle,
  type StylePreview,
} from "@/lib/mail-layout/schema";

/** How the clinic's mail looks, and what it would say without a choice. */
export function getMailStyle(ctx: Ctx): Promise<z.input<typeof MailStyleSchema>> {
  return read(ctx, async (tx) => {
    const { clinic, style } = await load(tx, ctx);
    const senders = await tx.sender.findMany({
      where: { clinicId: ctx.clinicId, channel: "EMAIL", isActive: true },
      select: { address: true, displayName: true },
      orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }],
    });
    return {
      color: style?.color ?? DEFAULT_COLOR,
      postalAddress: style?.postalAddress ?? null,
      clinicAddress: postalLine(clinic.address),
      replyTo: style?.replyTo ?? null,
      hasLogo: style?.logoSha256 != null,
      clinicName: clinic.name,
      clinicPhone: clinic.phone,
      from: senders.map(({ address, displayName }) => ({ address, name: displayName ?? clinic.name })),
      takesMail: env().sendgrid.inboundSecret !== undefined,
      updatedAt: style?.updatedAt ?? null,
    };
  });
}

async function load(tx: Tx, { clinicId }: Ctx) {
  const clinic = await tx.clinic.findUnique({
    where: { id: clinicId },
    select: { name: true, phone: true, address: true },
  });
  if (!clinic) throw notFound("clinic");
  return { clinic, style: await tx.mailStyle.findUnique({ where: { clinicId } }) };
}

const WORDS = {
  en: {
    treatment: "Hello Maria,\n\nyour form is ready at the desk. We are open until 5 PM.\n\nSee you soon",
    marketing:
      "Hello Maria,\n\nour flu shots are here. You can book one at https://cedarlane.example/flu\n\nSee you soon",
  },
  es: {
    treatment:
      "Hola María:\n\nSu formulario está listo en la recepción. Abrimos hasta las 5 PM.\n\nHasta pronto",
    marketing:
      "Hola María:\n\nYa llegaron las vacunas contra la gripe. Reserve en https://cedarlane.example/flu\n\nHasta pronto",
  },
};

/** A made-up mail in the look that is being chosen, with its pictures inside, for a frame. Changes nothing. */
export function previewStyle(ctx: Ctx, asked: PreviewStyle): Promise<z.input<typeof StylePreview>> {
  return read(ctx, async (tx) => {
    const { clinic, style } = await load(tx, ctx);
    const picked = asked.logoId
      ? await tx.upload.findFirst({
          where: { clinicId: ctx.clinicId, id: asked.logoId },
          select: { sha256: true },
        })
      : null;
    const sha256 = asked.logoId === null ? null : (picked?.sha256 ?? style?.logoSha256 ?? null);
    const logo = sha256 ? await readFile(ctx, sha256) : null;
    const brand = {
      name: clinic.name,
      phone: clinic.phone,
      postalAddress: asked.postalAddress?.trim() || postalLine(clinic.address),
      color: asked.color,
      hasLogo: logo !== null,
    };
    const text = WORDS[asked.language][asked.kind];
    const unsubscribeUrl = asked.kind === "marketing" ? `${env().publicUrl}/u/example` : null;
    const dress = { brand, language: asked.language, unsubscribeUrl };
    const mail = dressed({ text, html: null }, dress, asked.scheme);
    const type = logo?.[0] === 0x89 ? "png" : "jpeg";
    const inline = logo ? `data:image/${type};base64,${Buffer.from(logo).toString("base64")}` : "";
    return { text: mail.text, html: mail.html.replace(`cid:${LOGO_CID}`, inline) };
  });
}
