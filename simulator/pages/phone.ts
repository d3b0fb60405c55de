import type { Reply } from "@/simulator/http";
import { html, linkify, type Markup } from "@/simulator/pages/html";
import { clockTime, layout, phoneWords } from "@/simulator/pages/layout";
import { clinicOf, type TextRecord } from "@/simulator/phones";
import { errorMessage } from "@/simulator/twilio/errors";
import type { World } from "@/simulator/world";

const SHOWN = 300;
/** What an iPhone’s reactions become when they arrive as texts. */
const REACTIONS = ["Loved", "Liked", "Disliked", "Laughed at", "Emphasized", "Questioned"];

/** On a real phone only what arrived is seen; the rest is shown as a faint note, so that the player knows. */
function arrived(record: TextRecord): boolean {
  return record.direction !== "outbound-api" || record.status === "delivered" || record.status === "sent";
}

function missing(record: TextRecord): Markup {
  const why =
    record.errorCode === null ? record.status : `${errorMessage(record.errorCode)} (${record.errorCode})`;
  const words =
    record.status === "failed" || record.status === "undelivered"
      ? "A text did not arrive"
      : "A text is on its way";
  return html`<li class="missing" id="${record.sid}">${words}: ${why}</li>`;
}

function pictures(record: TextRecord): Markup[] {
  return record.media.map((file) =>
    file.contentType.startsWith("image/")
      ? html`<img src="/media/${file.sid}" alt="Picture in this message">`
      : html`<a class="picture" href="/media/${file.sid}" target="_blank" rel="noopener">Open the file</a>`,
  );
}

function reactions(record: TextRecord): Markup {
  const to = record.from ?? "";
  return html`<details class="react"><summary>React</summary><div>${REACTIONS.map(
    (word) =>
      html`<button type="button" data-reaction="${word}" data-text="${record.body}" data-to="${to}">${word}</button>`,
  )}</div></details>`;
}

function bubble(record: TextRecord, now: number, several: boolean): Markup {
  const mine = record.direction === "inbound";
  const clinic = clinicOf(record);
  return html`<li class="bubble ${mine ? "mine" : "theirs"}" id="${record.sid}"><div class="words">${pictures(record)}${record.body !== "" && html`<p>${linkify(record.body)}</p>`}</div>
<footer><time>${clockTime(record.createdAt, now)}</time>${several && clinic && html` · ${phoneWords(clinic)}`}${!mine && record.body !== "" && reactions(record)}</footer></li>`;
}

function clinicsOf(thread: TextRecord[]): string[] {
  const numbers = thread.map(clinicOf).filter((number): number is string => number !== null);
  return [...new Set(numbers.reverse())];
}

/** The bubbles, replaced in place when something happens. */
export function phoneThread(world: World, number: string): Markup {
  const thread = world.phones.thread(number);
  if (thread.length === 0) return html`<li class="missing">No messages yet.</li>`;
  const several = clinicsOf(thread).length > 1;
  const now = world.clock.now();
  return html`${thread.slice(-SHOWN).map((record) => (arrived(record) ? bubble(record, now, several) : missing(record)))}`;
}

function recipient(clinics: string[]): Markup {
  const [first] = clinics;
  if (!first)
    return html`<label class="to">To <input name="to" type="tel" required placeholder="The clinic's number"></label>`;
  if (clinics.length === 1) return html`<input type="hidden" name="to" value="${first}">`;
  return html`<label class="to">To <select name="to">${clinics.map((one) => html`<option value="${one}">${phoneWords(one)}</option>`)}</select></label>`;
}

/** One patient's phone. `to` is the clinic's number to write to when it has not written yet. */
export function phonePage(world: World, number: string, to: string | null): Reply {
  const clinics = clinicsOf(world.phones.thread(number));
  const choices = to && !clinics.includes(to) ? [to, ...clinics] : clinics;
  const [first] = choices;
  return layout(world.settings.publicUrl, {
    title: phoneWords(number),
    address: number,
    script: "phone.js",
    kind: "phone",
    body: html`<header class="bar"><a class="back" href="/">All phones</a><h1>${phoneWords(number)}</h1><p>${first ? html`with ${phoneWords(first)}` : "The patient's phone"}</p></header>
<main><div role="log" aria-label="Messages" class="log"><ol id="live" tabindex="0" data-from="/fragment/phone/${number}">${phoneThread(world, number)}</ol></div></main>
<form id="composer" data-from="${number}">
${recipient(choices)}
<div class="chips" role="group" aria-label="Quick answers">${["YES", "C", "STOP", "START", "HELP"].map((word) => html`<button type="button" data-say="${word}">${word}</button>`)}</div>
<p id="photo" hidden><img alt="Photo to send"><button type="button">Remove photo</button></p>
<div class="write"><label class="attach"><span aria-hidden="true">+</span><span class="hidden">Add a photo</span><input type="file" accept="image/*"></label>
<label class="hidden" for="words">Message</label><textarea id="words" name="body" rows="1" maxlength="1600" placeholder="Text message"></textarea><button class="send">Send</button></div>
<p id="result" role="status"></p>
</form>`,
  });
}
