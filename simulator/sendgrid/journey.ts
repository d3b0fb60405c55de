import { MAIL_DELIVERED, MAIL_DROPPED, type MailStep, mailEnding } from "@/simulator/endings/mails";
import type { ReceiptFault } from "@/simulator/faults";
import type { MailRecord } from "@/simulator/mailboxes";
import { type EventPost, mailEvent } from "@/simulator/sendgrid/events";
import type { World } from "@/simulator/world";

const DEFAULT_LATE_MS = 30_000;

/** First address a reader could tap in the mail. */
export function firstLink(mail: MailRecord): string | null {
  const inHtml = /href\s*=\s*["'](https?:\/\/[^"']+)["']/i.exec(mail.html ?? "")?.[1]?.replace(/&amp;/g, "&");
  return inHtml ?? /https?:\/\/[^\s<>"')\]]+/.exec(mail.text)?.[0] ?? null;
}

/** Opens and clicks are seen only where the sender left tracking on; of a mail server's letter nothing is told. */
function isTracked(mail: MailRecord, event: string): boolean {
  if (mail.vendor === "smtp") return false;
  if (event === "open") return mail.tracks.opens;
  return event === "click" ? mail.tracks.clicks : true;
}

/** Records one event about a mail and, unless tracking is off or `silent`, posts it. */
export function happen(
  world: World,
  post: EventPost,
  mail: MailRecord,
  step: Pick<MailStep, "event" | "fields" | "anonymous">,
  manner: { copies: number; lost: boolean } = { copies: 1, lost: false },
): void {
  if (step.event !== "processed" || mail.state === "accepted") world.changeMail(mail, { state: step.event });
  const hard = step.event === "bounce" && step.fields?.type === "bounce";
  if (hard && mail.vendor !== "smtp") world.bounced.add(mail.mailbox);
  if (manner.lost || !isTracked(mail, step.event)) return;
  const extra =
    step.event === "click" && !step.fields?.url
      ? { url: firstLink(mail), url_offset: { index: 0, type: "html" } }
      : {};
  const event = mailEvent(world, mail, step.event, { ...step.fields, ...extra });
  if (step.anonymous) delete event.sg_message_id;
  world.gate.pass(() => {
    for (let copy = 0; copy < manner.copies; copy += 1) post.add(event, mail.account);
  });
}

/** Sets the clockwork of one accepted mail going. `waitMs` is for mail that asked to be sent later. */
export function runMail(
  world: World,
  post: EventPost,
  mail: MailRecord,
  faults: Map<ReceiptFault, number>,
  waitMs: number,
): void {
  const listed = mail.vendor !== "smtp" && world.bounced.has(mail.mailbox);
  const steps = listed ? MAIL_DROPPED : (mailEnding(mail.mailbox)?.steps ?? MAIL_DELIVERED);
  const beat = world.pace.deliverAfterMs;
  const late = faults.get("lateReceipts");
  const lateMs = late === undefined ? 0 : late || DEFAULT_LATE_MS;
  const manner = { copies: faults.has("duplicateReceipts") ? 2 : 1, lost: faults.has("lostReceipts") };
  const end = Math.max(0, ...steps.map((step) => step.at));
  for (const step of steps) {
    const at = faults.has("reorderReceipts") ? end + (end - step.at) : step.at;
    world.timers.after(waitMs + beat * at + lateMs, () => {
      if (world.mailboxes.find(mail.id) === mail) happen(world, post, mail, step, manner);
    });
  }
}
