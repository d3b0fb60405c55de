import { oneClick, toPreferences } from "@/lib/http/subscriber";
import { unsubscribe } from "@/lib/unsubscribe/commands";

export const POST = oneClick((holder) => unsubscribe(holder.ctx, holder, "one_click"));
export const GET = toPreferences;
