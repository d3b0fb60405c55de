import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";

/** A picture that still lies with the vendor that announced it. */
export interface Remote {
  id: string;
  messageId: string;
  conversationId: string;
  vendorUrl: string;
  filename: string;
  contentType: string;
  createdAt: Date;
}

/** What has not been fetched yet, oldest first; those in `resting` are left out. */
export async function listRemote(ctx: Ctx, resting: readonly string[], take: number): Promise<Remote[]> {
  const rows = await read(ctx, (tx) =>
    tx.attachment.findMany({
      where: { clinicId: ctx.clinicId, vendorUrl: { not: null }, size: 0, id: { notIn: [...resting] } },
      select: {
        id: true,
        messageId: true,
        vendorUrl: true,
        filename: true,
        contentType: true,
        createdAt: true,
        message: { select: { conversationId: true } },
      },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take,
    }),
  );
  return rows.flatMap(({ message, vendorUrl, ...row }) =>
    vendorUrl === null ? [] : [{ ...row, vendorUrl, conversationId: message.conversationId }],
  );
}
