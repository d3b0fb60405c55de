import { z } from "zod";
import { route } from "@/lib/http/route";
import { getTemplate } from "@/lib/templates/queries";
import { TemplateSchema } from "@/lib/templates/schema";

export const GET = route(
  {
    permission: "template.read",
    summary: "Read one template with its languages",
    params: z.object({ id: z.uuid() }),
    returns: TemplateSchema,
  },
  (ctx, { params }) => getTemplate(ctx, params.id),
);
