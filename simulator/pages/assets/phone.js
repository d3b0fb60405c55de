import { keepFresh } from "./live.js";

const form = document.getElementById("composer");
const log = document.getElementById("live");
const result = document.getElementById("result");
const words = form.elements.body;
const photo = document.getElementById("photo");
const file = form.querySelector("input[type=file]");
let picture = null;

const toEnd = () => log.scrollTo({ top: log.scrollHeight });
const refresh = keepFresh(toEnd);
toEnd();

function say(text) {
  result.textContent = text;
}

/** Sends one text as the patient and says what the hub made of it. */
async function send(body, media = [], to = form.elements.to.value) {
  if (!to) return say("Enter the clinic's number first.");
  say("Sending…");
  const answer = await fetch("/_sim/inbound/sms", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ from: form.dataset.from, to, body, media }),
  });
  const told = await answer.json();
  const fine = told.status >= 200 && told.status < 300;
  say(fine ? "" : `The hub did not take it: ${told.status ?? told.error ?? "no answer"}.`);
  await refresh();
}

function forgetPicture() {
  picture = null;
  file.value = "";
  photo.hidden = true;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = words.value.trim();
  if (!body && !picture) return;
  const media = picture ? [picture] : [];
  words.value = "";
  forgetPicture();
  await send(body, media);
});

words.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

file.addEventListener("change", () => {
  const [chosen] = file.files;
  if (!chosen) return;
  const reader = new FileReader();
  reader.onload = () => {
    picture = reader.result;
    photo.querySelector("img").src = picture;
    photo.hidden = false;
  };
  reader.readAsDataURL(chosen);
});
photo.querySelector("button").addEventListener("click", forgetPicture);

form.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-say]");
  if (chip) send(chip.dataset.say);
});

log.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reaction]");
  if (!button) return;
  button.closest("details").open = false;
  const { reaction, text, to } = button.dataset;
  send(`${reaction} “${text}”`.slice(0, 1600), [], to || undefined);
});
