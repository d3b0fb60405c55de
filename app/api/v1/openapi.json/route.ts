import { z } from "zod";
import { ADDRESSES } from "@/app/api/v1/openapi.json/routes";
import { env } from "@/lib/env";
import { open } from "@/lib/http/open";
import { openApi } from "@/lib/http/openapi";

export const dynamic = "force-dynamic";

export const GET = open(
  { summary: "This API as an OpenAPI 3.1 document", returns: z.looseObject({ openapi: z.literal("3.1.0") }) },
  async () => ({ body: { ...openApi(ADDRESSES, env().publicUrl), openapi: "3.1.0" as const } }),
);
