import type { Reply } from "@/simulator/http";
import type { MailRecord } from "@/simulator/mailboxes";
import { html, linkify, type Markup } from "@/simulator/pages/html";
import { clockTime, layout } from "@/simulator/pages/layout";
import { oneClickAddress, replyAddress } from "@/simulator/pages/mail-actions";
import type { World } from "@/simulator/world";

const SHOWN = 200;
const NOT_SEEN = new Set(["bounce", "dropped", "deferred", "accepted", "processed"]);

function row(mail: MailRecord, now: number, openId: string | null): Markup {
  const written = mail.direction === "written";
  const unread = !written && mail.openedAt === null;
  const who = written ? `To ${mail.to}` : (mail.fromName ?? mail.from);
  const href = `/mail/${encodeURIComponent(mail.mailbox)}?open=${mail.id}`;
  return html`<li class="${unread ? "unread" : "read"}"><a href="${href}" ${mail.id === openId && html`aria-current="true"`}><span class="name">${who}</span><time>${clockTime(mail.at, now)}</time><span class="last">${mail.subject || "(no subject)"}</span></a></li>`;
}

/** The list of mails that really reached this mailbox, and how many did not. */
export function mailList(world: World, address: string, openId: string | null): Markup {
  const all = world.mailboxes.box(address);
  const seen = all.filter((mail) => !NOT_SEEN.has(mail.state));
  const now = world.clock.now();
  const lost = all.length - seen.length;
  if (all.length === 0) return html`<p class="empty">No email yet.</p>`;
  return html`<ul class="rows">${seen
    .slice(-SHOWN)
    .reverse()
    .map((mail) => row(mail, now, openId))}</ul>
${lost > 0 && html`<p class="empty">${lost === 1 ? "One email has" : `${lost} emails have`} not arrived here (bounced, dropped or on the way).</p>`}`;
}

function size(bytes: number): string {
  return bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} kB`;
}

function reading(world: World, mail: MailRecord): Markup {
  const received = mail.direction === "received";
  return html`<article data-id="${mail.id}" data-received="${received ? "yes" : ""}"><header><h2>${mail.subject || "(no subject)"}</h2>
<p><strong>${mail.fromName ?? mail.from}</strong> &lt;${mail.from}&gt; to ${mail.to} · <time>${clockTime(mail.at, world.clock.now())}</time></p>
${mail.attachments.length > 0 && html`<ul class="files">${mail.attachments.map((file) => html`<li>${file.filename} (${size(file.bytes)})</li>`)}</ul>`}</header>
${mail.html ? html`<iframe title="The email" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mail-body/${mail.id}"></iframe>` : html`<div class="plain">${linkify(mail.text)}</div>`}
${
  received &&
  html`<form id="reply"><label for="answer">Reply to ${replyAddress(mail)}</label><textarea id="answer" name="text" rows="4" required></textarea><div class="actions"><button class="send">Send reply</button>
<button type="button" data-do="spam" ${mail.markedSpam && html`disabled`}>${mail.markedSpam ? "Marked as spam" : "Mark as spam"}</button>
${oneClickAddress(mail) && html`<button type="button" data-do="unsubscribe">Unsubscribe</button>`}</div>
${(!mail.tracks.opens || !mail.tracks.clicks) && html`<p class="hint">The sender switched off tracking of ${[!mail.tracks.opens && "opens", !mail.tracks.clicks && "clicks"].filter(Boolean).join(" and ")} for this email.</p>`}</form>`
}
<p id="result" role="status"></p></article>`;
}

function composeForm(world: World, address: string): Markup {
  const last = world.mailboxes.box(address).findLast((mail) => mail.direction === "received");
  return html`<details class="compose"><summary>Write a new email</summary><form id="compose" data-from="${address}">
<label>To <input name="to" type="email" required value="${last ? replyAddress(last) : ""}"></label><label>Subject <input name="subject"></label>
<label>Message <textarea name="text" rows="5" required></textarea></label><button class="send">Send</button></form></details>`;
}

/** One patient's mailbox, with one mail open beside the list. */
export function mailboxPage(world: World, address: string, openId: string | null): Reply {
  const found = openId ? world.mailboxes.find(openId) : undefined;
  const open = found?.mailbox === address.toLowerCase() ? found : undefined;
  return layout(world.settings.publicUrl, {
    title: address,
    address: address.toLowerCase(),
    script: "mail.js",
    kind: "mail",
    body: html`<header class="bar"><a class="back" href="/">All mailboxes</a><h1>${address}</h1></header>
<div class="panes"><nav aria-label="Emails"><div id="live" data-from="/fragment/mail/${encodeURIComponent(address)}?open=${openId ?? ""}">${mailList(world, address, openId)}</div>${composeForm(world, address)}</nav>
<main>${open ? reading(world, open) : html`<p class="empty">Choose an email to read it.</p>`}</main></div>`,
  });
}
