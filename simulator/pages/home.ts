import { MAIL_ENDINGS } from "@/simulator/endings/mails";
import { PUSH_ENDINGS } from "@/simulator/endings/pushes";
import { TEXT_ENDINGS } from "@/simulator/endings/texts";
import type { Reply } from "@/simulator/http";
import { html, type Markup } from "@/simulator/pages/html";
import { clockTime, layout, phoneWords } from "@/simulator/pages/layout";
import type { World } from "@/simulator/world";

const SHOWN = 200;

interface Row {
  href: string;
  name: string;
  last: string;
  at: number;
}

function rows(world: World, list: Row[], empty: string): Markup {
  if (list.length === 0) return html`<p class="empty">${empty}</p>`;
  const now = world.clock.now();
  return html`<ul class="rows">${list
    .slice(0, SHOWN)
    .map(
      (row) =>
        html`<li><a href="${row.href}"><span class="name">${row.name}</span><time>${clockTime(row.at, now)}</time><span class="last">${row.last}</span></a></li>`,
    )}</ul>${list.length > SHOWN && html`<p class="empty">${list.length - SHOWN} older ones are not listed.</p>`}`;
}

/** The three lists, replaced in place when something happens. */
export function homeLists(world: World): Markup {
  const phones = world.phones.numbers().map(({ number, last }) => ({
    href: `/phone/${number}`,
    name: phoneWords(number),
    last: last.body || "Picture",
    at: last.createdAt,
  }));
  const boxes = world.mailboxes.addresses().map(({ address, last }) => ({
    href: `/mail/${encodeURIComponent(address)}`,
    name: address,
    last: last.subject || "(no subject)",
    at: last.at,
  }));
  const seen = new Map(
    world.devices
      .all()
      .reverse()
      .map((push) => [push.token, push]),
  );
  const devices = [...seen.values()].reverse().map((push) => ({
    href: `/device/${encodeURIComponent(push.token)}`,
    name: push.token.slice(0, 24),
    last: push.title || push.body,
    at: push.at,
  }));
  return html`
<section aria-labelledby="phones"><h2 id="phones">Phones</h2>${rows(world, phones, "No phone has been texted yet.")}</section>
<section aria-labelledby="boxes"><h2 id="boxes">Mailboxes</h2>${rows(world, boxes, "No email has been sent yet.")}</section>
${devices.length > 0 && html`<section aria-labelledby="devices"><h2 id="devices">Devices</h2>${rows(world, devices, "")}</section>`}`;
}

export function homePage(world: World): Reply {
  const { publicUrl } = world.settings;
  return layout(publicUrl, {
    title: "Phones and mailboxes",
    address: "*",
    script: "live.js",
    kind: "list",
    body: html`<header class="top"><div><h1>Carrier simulator</h1><p>Everything the hub sends arrives here. Open a phone or a mailbox and be the patient.</p></div>
<nav><a href="/endings">Magic endings</a><a href="${publicUrl}">The hub</a></nav></header>
<form class="goto" action="/open"><label for="who">Open a phone or a mailbox</label><div><input id="who" name="who" placeholder="+13035550142 or maria@example.com" autocomplete="off" required><button>Open</button></div></form>
<main id="live" data-from="/fragment/home">${homeLists(world)}</main>`,
  });
}

function table(caption: string, head: string, list: [string, string][]): Markup {
  return html`<section><h2>${caption}</h2><table><thead><tr><th scope="col">${head}</th><th scope="col">What happens</th></tr></thead><tbody>${list.map(
    ([name, says]) => html`<tr><td><code>${name}</code></td><td>${says}</td></tr>`,
  )}</tbody></table></section>`;
}

export function endingsPage(world: World): Reply {
  const texts = Object.entries(TEXT_ENDINGS).map(([digits, { says }]): [string, string] => [
    `+1500555${digits}`,
    says,
  ]);
  const mails = Object.entries(MAIL_ENDINGS).map(([name, { says }]): [string, string] => [
    `${name}@sim.example`,
    says,
  ]);
  const pushes = Object.entries(PUSH_ENDINGS).map(([name, { says }]): [string, string] => [`${name}…`, says]);
  return layout(world.settings.publicUrl, {
    title: "Magic endings",
    address: "endings",
    script: "live.js",
    kind: "list",
    body: html`<header class="top"><div><h1>Magic endings</h1><p>These recipients choose what happens to a message. Everyone else is delivered.</p></div><nav><a href="/">Phones and mailboxes</a></nav></header>
<main>${table("Texts", "Number", texts)}${table("Email", "Address", mails)}${table("Push", "Device token begins with", pushes)}</main>`,
  });
}

export function devicePage(world: World, token: string): Reply {
  const now = world.clock.now();
  return layout(world.settings.publicUrl, {
    title: "Device",
    address: token,
    script: "live.js",
    kind: "list",
    body: html`<header class="top"><div><h1>Device</h1><p><code>${token}</code></p></div><nav><a href="/">Phones and mailboxes</a></nav></header>
<main><ul class="pushes">${world.devices
      .of(token)
      .map(
        (push) =>
          html`<li><time>${clockTime(push.at, now)}</time><strong>${push.title}</strong><p>${push.body}</p>${push.link && /^https?:/.test(push.link) && html`<a href="${push.link}" target="_blank" rel="noopener">Open</a>`}</li>`,
      )}</ul></main>`,
  });
}
