import { z } from "zod";
import { getAttachment } from "@/lib/attachments/queries";
import { notFound } from "@/lib/errors";
import { download } from "@/lib/http/download";

export const GET = download(
  { permission: "message.read", summary: "The bytes of an attachment" },
  (ctx, params) => {
    const id = z.uuid().safeParse(params.id);
    if (!id.success) throw notFound("attachment");
    return getAttachment(ctx, id.data);
  },
);
