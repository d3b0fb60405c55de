import type { Ctx } from "@/lib/ctx";
import { recordClick } from "@/lib/links/clicks/commands";
import type { Asking } from "@/lib/links/clicks/rules";
import { isOver } from "@/lib/links/rules";
import { log } from "@/lib/log";

interface Followed {
  ctx: Ctx;
  id: string;
  messageId: string;
  target: string;
  expiresAt: Date;
}

/**
 * Where a link leads, with a word in its message's story; null once it has ended. A person is led on also while their
 * click cannot be written down: the page they were sent matters more than our count.
 */
export async function followLink(link: Followed, request: Request, address: string): Promise<string | null> {
  if (isOver(link, link.ctx.now)) return null;
  const asking: Asking = { method: request.method, header: (name) => request.headers.get(name) };
  try {
    await recordClick(link.ctx, link, asking, address);
  } catch (error) {
    log.error("link.click_not_recorded", error, { linkId: link.id });
  }
  return link.target;
}
