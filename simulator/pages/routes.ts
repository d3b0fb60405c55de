import type { ServerResponse } from "node:http";
import { type Answer, json, on, page, type Route } from "@/simulator/http";
import { devicePage, endingsPage, homeLists, homePage } from "@/simulator/pages/home";
import type { Markup } from "@/simulator/pages/html";
import { asset } from "@/simulator/pages/layout";
import { followLink, mailAction, mailBody } from "@/simulator/pages/mail-actions";
import { mailboxPage, mailList } from "@/simulator/pages/mailbox";
import { phonePage, phoneThread } from "@/simulator/pages/phone";
import type { EventPost } from "@/simulator/sendgrid/events";
import type { World } from "@/simulator/world";

const HEARTBEAT_MS = 20_000;
/** Changes closer together than this are told once. */
const GATHER_MS = 80;

/** A stream that says "look again" whenever something happens to one address. */
function live(world: World, address: string): Answer {
  return {
    stream: (response: ServerResponse) => {
      response.writeHead(200, {
        "content-type": "text/event-stream",
        "cache-control": "no-cache, no-transform",
      });
      response.write("retry: 1000\n\n");
      let gathering = false;
      const stop = world.live.listen(address, () => {
        if (gathering) return;
        gathering = true;
        world.timers.after(GATHER_MS, () => {
          gathering = false;
          response.write("data: look\n\n");
        });
      });
      const beat = setInterval(() => response.write(": still here\n\n"), HEARTBEAT_MS);
      response.on("close", () => {
        clearInterval(beat);
        stop();
      });
    },
  };
}

/** `303 555 0142`, `+13035550142` or an email address → its page. */
function openFor(who: string): Answer {
  const text = who.trim();
  if (text.includes("@"))
    return { status: 303, headers: { location: `/mail/${encodeURIComponent(text.toLowerCase())}` } };
  const digits = text.replace(/\D/g, "");
  const number = digits.length === 10 ? `+1${digits}` : `+${digits}`;
  return { status: 303, headers: { location: digits ? `/phone/${number}` : "/" } };
}

const fragment = (markup: Markup): Answer => page(200, markup.text, { "cache-control": "no-store" });

/** A number in a path, with or without its plus sign. */
const numberOf = (text: string | undefined) => `+${(text ?? "").replace(/\D/g, "")}`;

export function pageRoutes(world: World, post: EventPost): Route[] {
  return [
    on("GET", "/", () => homePage(world)),
    on("GET", "/endings", () => endingsPage(world)),
    on("GET", "/open", ({ query }) => openFor(query.get("who") ?? "")),
    on("GET", "/phone/:number", ({ params, query }) =>
      phonePage(world, numberOf(params.number), query.get("to")),
    ),
    on("GET", "/mail/:address", ({ params, query }) =>
      mailboxPage(world, params.address ?? "", query.get("open")),
    ),
    on("GET", "/device/:token", ({ params }) => devicePage(world, params.token ?? "")),
    on("GET", "/fragment/home", () => fragment(homeLists(world))),
    on("GET", "/fragment/phone/:number", ({ params }) =>
      fragment(phoneThread(world, numberOf(params.number))),
    ),
    on("GET", "/fragment/mail/:address", ({ params, query }) =>
      fragment(mailList(world, params.address ?? "", query.get("open"))),
    ),
    on("GET", "/mail-body/:id", (incoming) => mailBody(world, incoming)),
    on("GET", "/_sim/mail/:id/click", (incoming) => followLink(world, post, incoming)),
    on("POST", "/_sim/mail/:id/:action", (incoming) => mailAction(world, post, incoming)),
    on("GET", "/media/:sid", ({ params }) => picture(world, params.sid ?? "")),
    on("GET", "/_sim/live", ({ query }) => live(world, query.get("address") ?? "*")),
    on("GET", "/assets/:name", ({ params }) => asset(params.name ?? "")),
  ];
}

/** How each kind of picture begins. Anything else is a download, so that nothing a browser would run is ever shown. */
const PICTURES: [string, string][] = [
  ["89504e47", "image/png"],
  ["ffd8ff", "image/jpeg"],
  ["47494638", "image/gif"],
  ["52494646", "image/webp"],
];

function picture(world: World, sid: string): Answer {
  const bytes = world.media.read(sid);
  const start = bytes?.subarray(0, 4).toString("hex") ?? "";
  const type = PICTURES.find(([magic]) => start.startsWith(magic))?.[1];
  if (!bytes) return json(404, { error: "No such file." });
  const headers: Record<string, string> = type
    ? { "content-type": type }
    : { "content-type": "application/octet-stream", "content-disposition": "attachment" };
  return { status: 200, body: bytes, headers: { ...headers, "x-content-type-options": "nosniff" } };
}
