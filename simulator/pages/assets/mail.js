import { keepFresh } from "./live.js";

const refresh = keepFresh();
const article = document.querySelector("article");
const result = document.getElementById("result");

const act = (action, body) => fetch(`/_sim/mail/${article.dataset.id}/${action}`, { method: "POST", body });

function say(text) {
  if (result) result.textContent = text;
}

if (article?.dataset.received) act("open").then(refresh);

document.getElementById("reply")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  say("Sending…");
  const answer = await act("reply", new URLSearchParams({ text: form.elements.text.value }));
  const { status } = await answer.json();
  const fine = status >= 200 && status < 300;
  say(fine ? "Reply sent." : `The hub did not take it: ${status ?? "no answer"}.`);
  if (fine) form.reset();
  refresh();
});

document.querySelector("[data-do=spam]")?.addEventListener("click", async (event) => {
  const button = event.currentTarget;
  button.disabled = true;
  await act("spam");
  button.textContent = "Marked as spam";
});

document.querySelector("[data-do=unsubscribe]")?.addEventListener("click", async () => {
  const { status } = await (await act("unsubscribe")).json();
  say(status >= 200 && status < 300 ? "Unsubscribed." : `The hub did not take it: ${status ?? "no answer"}.`);
});

/** A link in a plain-text mail is followed through the simulator, so that the hub hears of the click. */
document.querySelector(".plain")?.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  const target = `/_sim/mail/${article.dataset.id}/click?url=${encodeURIComponent(link.getAttribute("href"))}`;
  window.open(target, "_blank", "noopener");
});

document.getElementById("compose")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  const { to, subject, text } = form.elements;
  const answer = await fetch("/_sim/inbound/email", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ from: form.dataset.from, to: to.value, subject: subject.value, text: text.value }),
  });
  const { status } = await answer.json();
  if (status >= 200 && status < 300) {
    form.reset();
    form.closest("details").open = false;
  } else say(`The hub did not take it: ${status ?? "no answer"}.`);
  refresh();
});
