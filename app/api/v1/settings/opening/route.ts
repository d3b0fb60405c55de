import { saveOpening } from "@/lib/clinics/opening/commands";
import { getOpening } from "@/lib/clinics/opening/queries";
import { OpeningView, SaveOpening } from "@/lib/clinics/opening/schema";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "engine.read",
    summary: "When the clinic is open, and on which days it is closed",
    returns: OpeningView,
  },
  (ctx) => getOpening(ctx),
);

export const PUT = route(
  {
    permission: "settings.write",
    summary: "Change when the clinic is open, and on which days it is closed",
    body: SaveOpening,
    returns: OpeningView,
  },
  (ctx, { body }) => saveOpening(ctx, body),
);
