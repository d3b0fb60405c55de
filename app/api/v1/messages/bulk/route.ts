import { z } from "zod";
import { createBulk } from "@/lib/bulk/commands";
import { checkBulk } from "@/lib/bulk/preflight/queries";
import { Preflight } from "@/lib/bulk/preflight/schema";
import { getBulk, listBulks } from "@/lib/bulk/queries";
import { BulkDetail, BulkPage, ListBulks, MOST_REQUEST_BYTES, SendBulk } from "@/lib/bulk/schema";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "bulk.send",
    summary: "List bulk messages, the newest first",
    query: ListBulks,
    returns: BulkPage,
    activity: false,
  },
  (ctx, { query }) => listBulks(ctx, query),
);

export const POST = route(
  {
    permission: "bulk.send",
    summary:
      "Send one message to many: patients, a filter's finds, or a list. `dryRun` answers the preflight",
    body: SendBulk,
    returns: z.union([BulkDetail, Preflight]),
    status: 202,
    idempotent: true,
    maxBytes: MOST_REQUEST_BYTES,
  },
  async (ctx, { body }) => (body.dryRun ? checkBulk(ctx, body) : getBulk(ctx, await createBulk(ctx, body))),
);
