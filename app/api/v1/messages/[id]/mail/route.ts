import { z } from "zod";
import { notFound } from "@/lib/errors";
import { download } from "@/lib/http/download";
import { getMailPage } from "@/lib/messages/mail/queries";

export const GET = download(
  { permission: "message.read", summary: "A patient's mail with its pictures, as a page for a frame" },
  async (ctx, params) => {
    const id = z.uuid().safeParse(params.id);
    if (!id.success) throw notFound("mail");
    const { page, policy } = await getMailPage(ctx, id.data);
    return {
      bytes: new TextEncoder().encode(page),
      contentType: "text/html; charset=utf-8",
      filename: "mail.html",
      framed: policy,
    };
  },
);
