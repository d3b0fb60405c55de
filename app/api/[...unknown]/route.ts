import { z } from "zod";
import { notFound } from "@/lib/errors";
import { open } from "@/lib/http/open";

/** What is no address of the API is told so as every other refusal is, not by a page. */
const nowhere = open({ summary: "No such address", returns: z.never() }, async () => {
  throw notFound("address");
});

export const GET = nowhere;
export const POST = nowhere;
export const PUT = nowhere;
export const PATCH = nowhere;
export const DELETE = nowhere;
