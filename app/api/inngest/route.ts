import { serve } from "inngest/next";
import type { NextRequest } from "next/server";
import { openInngest } from "@/inngest/client";
import { functionsOf } from "@/inngest/functions";
import { env } from "@/lib/env";
import { ports } from "@/lib/ports";

export const dynamic = "force-dynamic";

type Method = "GET" | "POST" | "PUT";
type Served = ReturnType<typeof serve>;
let served: Served | undefined;

/** Inngest calls here, signed. Without a signing key there is nothing to call. */
const handler = (method: Method) => async (request: NextRequest, context: unknown) => {
  const settings = env().inngest;
  if (!settings.signingKey) return new Response(null, { status: 404 });
  if (!served) {
    const client = openInngest(settings);
    served = serve({ client, functions: functionsOf(client, ports()) });
  }
  return served[method](request, context);
};

export const GET = handler("GET");
export const POST = handler("POST");
export const PUT = handler("PUT");
