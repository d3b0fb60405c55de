/** Keeps the part of the page marked `#live` fresh: the stream says "look", the fragment is fetched and swapped in. */
export function keepFresh(after = () => {}) {
  const live = document.getElementById("live");
  if (!live) return () => {};
  const refresh = async () => {
    const answer = await fetch(live.dataset.from);
    if (!answer.ok) return;
    const markup = await answer.text();
    if (markup === live.dataset.shown) return;
    live.dataset.shown = markup;
    live.innerHTML = markup;
    after();
  };
  const stream = new EventSource(`/_sim/live?address=${encodeURIComponent(document.body.dataset.address)}`);
  // Also at the first: something may have come between the page and its stream.
  stream.onopen = refresh;
  stream.onmessage = refresh;
  return refresh;
}

if (window.self !== window.top) document.body.classList.add("framed");
if (document.body.classList.contains("list")) keepFresh();
