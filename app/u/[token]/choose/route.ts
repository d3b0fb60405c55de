import { preference } from "@/lib/http/subscriber";
import { choose } from "@/lib/unsubscribe/commands";
import { Choose, Preferences } from "@/lib/unsubscribe/schema";

export const POST = preference({ body: Choose, returns: Preferences }, (holder, choice) =>
  choose(holder.ctx, holder, choice),
);
