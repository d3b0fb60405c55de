import { stream } from "@/lib/http/stream";
import { liveStream } from "@/lib/live/stream";

export const dynamic = "force-dynamic";

export const GET = stream(
  { permission: "inbox.read", summary: "What changes in the clinic, as it happens (server-sent events)" },
  (ctx, request) => {
    const cursor = request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("cursor");
    return liveStream(ctx, request, cursor);
  },
);
