import { media } from "@/lib/http/media";
import { fetchMedia } from "@/lib/media/commands";

export const dynamic = "force-dynamic";

export const GET = media(fetchMedia);
export const HEAD = media(fetchMedia);
