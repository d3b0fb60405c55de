import { serve } from "inngest/next";
import type { NextRequest } from "next/server";
import { openInngest } from "@/inngest/client";
import { functionsOf } from "@/inngest/functions";
import { servedBy } from "@/lib/ctx";
import { env } from "@/lib/env";
import { ports } from "@/lib/ports";
import { warm } from "@/lib/providers/warm";

export const dynamic = "force-dynamic";

type Method = "GET" | "POST" | "PUT";
let served: Promise<ReturnType<typeof serve>> | undefined;

/** The vendors' SDKs are loaded before the first call is taken: a claim lives two seconds. */
async function open(settings: ReturnType<typeof env>["inngest"]) {
  await warm(servedBy(ports()));
  const client = openInngest(settings);
  return serve({ client, functions: functionsOf(client, ports()), enableUnauthedSync: false });
}

/** Inngest calls here, signed. Without a signing key there is nothing to call. */
const handler = (method: Method) => async (request: NextRequest, context: unknown) => {
  const settings = env().inngest;
  if (!settings.signingKey) return new Response(null, { status: 404 });
  served ??= open(settings);
  return (await served)[method](request, context);
};

export const GET = handler("GET");
export const POST = handler("POST");
export const PUT = handler("PUT");
