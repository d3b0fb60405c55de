import { route } from "@/lib/http/route";
import { saveMailStyle } from "@/lib/mail-layout/commands";
import { getMailStyle } from "@/lib/mail-layout/queries";
import { MailStyleSchema, SaveMailStyle } from "@/lib/mail-layout/schema";

export const GET = route(
  { permission: "settings.write", summary: "How the clinic's mail looks", returns: MailStyleSchema },
  (ctx) => getMailStyle(ctx),
);

export const PUT = route(
  {
    permission: "settings.write",
    summary: "Change how the clinic's mail looks",
    body: SaveMailStyle,
    returns: MailStyleSchema,
  },
  async (ctx, { body }) => {
    await saveMailStyle(ctx, body);
    return getMailStyle(ctx);
  },
);
