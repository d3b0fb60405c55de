import { type Answer, type Incoming, json, page } from "@/simulator/http";
import type { MailRecord } from "@/simulator/mailboxes";
import { escapeHtml } from "@/simulator/pages/html";
import type { EventPost } from "@/simulator/sendgrid/events";
import { receiveMail } from "@/simulator/sendgrid/inbound";
import { happen } from "@/simulator/sendgrid/journey";
import type { World } from "@/simulator/world";

const READER = {
  useragent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15",
  ip: "203.0.113.7",
};

export function replyAddress(mail: MailRecord): string {
  return mail.replyTo ?? mail.from;
}

/** The address of RFC 8058's one-click unsubscribe, when the mail offers it. */
export function oneClickAddress(mail: MailRecord): string | null {
  const header = (name: string) =>
    Object.entries(mail.headers).find(([key]) => key.toLowerCase() === name)?.[1];
  if (!/one-click/i.test(header("list-unsubscribe-post") ?? "")) return null;
  return /<(https?:[^>]+)>/.exec(header("list-unsubscribe") ?? "")?.[1] ?? null;
}

function open(world: World, post: EventPost, mail: MailRecord): Answer {
  if (mail.openedAt === null) world.changeMail(mail, { openedAt: world.clock.now() });
  happen(world, post, mail, { event: "open", fields: { ...READER, sg_machine_open: false } });
  return { status: 204 };
}

function markSpam(world: World, post: EventPost, mail: MailRecord): Answer {
  if (!mail.markedSpam) {
    world.changeMail(mail, { markedSpam: true });
    happen(world, post, mail, { event: "spamreport" });
  }
  return { status: 204 };
}

async function unsubscribe(world: World, mail: MailRecord): Promise<Answer> {
  const url = oneClickAddress(mail);
  if (!url) return json(409, { error: "This email offers no one-click unsubscribe." });
  const outcome = await world.courier.post({
    url,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: Buffer.from("List-Unsubscribe=One-Click"),
    timeoutMs: 10_000,
  });
  return json(200, { status: outcome.kind === "answer" ? outcome.status : null });
}

async function reply(world: World, mail: MailRecord, incoming: Incoming): Promise<Answer> {
  const text = new URLSearchParams(incoming.body.toString("utf8")).get("text") ?? "";
  const quoted = mail.text.split(/\r?\n/).map((line) => `> ${line}`);
  const when = new Date(mail.at).toUTCString();
  const earlier = Object.entries(mail.headers).find(([name]) => name.toLowerCase() === "references")?.[1];
  const { outcome } = await receiveMail(world, {
    from: mail.to,
    to: replyAddress(mail),
    subject: /^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`,
    text: [text, "", `On ${when}, ${mail.fromName ?? mail.from} <${mail.from}> wrote:`, ...quoted].join("\n"),
    attachments: [],
    headers: {},
    inReplyTo: mail.messageId,
    references: [...(earlier?.split(/\s+/) ?? []), mail.messageId],
  });
  return json(200, { status: outcome.kind === "answer" ? outcome.status : null });
}

/** What a reader does with a mail: `POST /_sim/mail/{id}/{open|spam|unsubscribe|reply}`. */
export function mailAction(world: World, post: EventPost, incoming: Incoming): Answer | Promise<Answer> {
  const mail = world.mailboxes.find(incoming.params.id ?? "");
  if (mail?.direction !== "received") return json(404, { error: "No such email." });
  const act = incoming.params.action;
  if (act === "open") return open(world, post, mail);
  if (act === "spam") return markSpam(world, post, mail);
  if (act === "unsubscribe") return unsubscribe(world, mail);
  return act === "reply" ? reply(world, mail, incoming) : json(404, { error: "No such action." });
}

const decode = (text: string) => text.replace(/&amp;/g, "&");

/** A tapped link in an email: tells the hub, then goes there. Only to an address that the mail really holds. */
export function followLink(world: World, post: EventPost, incoming: Incoming): Answer {
  const mail = world.mailboxes.find(incoming.params.id ?? "");
  const url = incoming.query.get("url") ?? "";
  const holds = mail && /^https?:\/\//i.test(url) && decode(`${mail.html ?? ""} ${mail.text}`).includes(url);
  if (!holds) return json(404, { error: "That link is not in this email." });
  if (mail.openedAt === null) open(world, post, mail);
  happen(world, post, mail, {
    event: "click",
    fields: { ...READER, url, url_offset: { index: 0, type: mail.html ? "html" : "text" } },
  });
  return { status: 302, headers: { location: url } };
}

/** The mail's own HTML for its sandboxed frame: no scripts, no remote pictures but the hub's, links through `followLink`. */
export function mailBody(world: World, incoming: Incoming): Answer {
  const mail = world.mailboxes.find(incoming.params.id ?? "");
  if (!mail?.html) return json(404, { error: "No such email." });
  const linked = mail.html.replace(/href\s*=\s*(["'])(https?:\/\/.*?)\1/gi, (_whole, _quote, url: string) => {
    const target = `/_sim/mail/${mail.id}/click?url=${encodeURIComponent(decode(url))}`;
    return `href="${escapeHtml(target)}" target="_blank" rel="noopener"`;
  });
  return page(200, `<!doctype html><meta charset="utf-8"><base target="_blank">${linked}`, {
    "content-security-policy": `sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: ${world.settings.publicUrl}`,
  });
}
