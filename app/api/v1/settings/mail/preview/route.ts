import { route } from "@/lib/http/route";
import { previewStyle } from "@/lib/mail-layout/queries";
import { PreviewStyle, StylePreview } from "@/lib/mail-layout/schema";

export const POST = route(
  {
    permission: "settings.write",
    summary: "A made-up mail in a look that is being chosen",
    body: PreviewStyle,
    returns: StylePreview,
  },
  (ctx, { body }) => previewStyle(ctx, body),
);
