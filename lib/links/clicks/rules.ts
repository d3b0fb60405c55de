import { isbot } from "isbot";
import type { Agent, ScanReason, Sign } from "@/lib/links/schema";

/** What a request for a short address says of who makes it. */
export interface Asking {
  method: string;
  header(name: string): string | null;
}

/** Gateways that isbot does not know because they call themselves browsers. */
const GATEWAYS =
  /safelinks|zscaler|urldefense|proofpoint|mimecast|barracuda|ironport|forcepoint|fortiguard|sophos|trendmicro|symantec|checkpoint|virustotal|cfnetwork/i;
/** Every browser begins its name so; what a phone or a server calls itself otherwise is no browser. */
const BROWSER = /^(?:mozilla|opera)\//i;

const isMachine = (agent: string) => !BROWSER.test(agent.trim()) || isbot(agent) || GATEWAYS.test(agent);

/** What about the request itself shows a machine; null: it looks like a person's browser. */
export function signOf(asking: Asking): Sign | null {
  if (asking.method !== "GET") return "head";
  const purpose = ["purpose", "sec-purpose", "x-purpose", "x-moz"].map((name) => asking.header(name) ?? "");
  if (purpose.some((value) => /prefetch|prerender|preview/i.test(value))) return "prefetch";
  const agent = asking.header("user-agent") ?? "";
  if (isMachine(agent)) return "checker";
  // Every browser that opens a page asks for HTML; previews ask for anything or for pictures.
  return /text\/html/i.test(asking.header("accept") ?? "") ? null : "no_page";
}

/** A coarse class: enough to tell people apart from machines, too little to know anybody by. */
export function agentOf(asking: Asking): Agent {
  const agent = asking.header("user-agent") ?? "";
  if (isMachine(agent)) return "machine";
  if (/iphone|ipad|android|mobile/i.test(agent)) return "phone";
  return /windows|macintosh|x11|cros|linux/i.test(agent) ? "computer" : "other";
}

/** One request for one link, as it was recorded. */
export interface Click {
  id: string;
  linkId: string;
  at: Date;
  sign: Sign | null;
  addressHash: string;
}

/** What is known around the clicks of one message. */
export interface Around {
  /** Its links. */
  linkIds: readonly string[];
  /** When its text was handed to a vendor, each time. */
  handedOff: readonly Date[];
}

/** Nobody's phone rings, is unlocked, read and tapped within this after we hand a text to the vendor. */
export const SOONEST_MS = 3_000;
/** Nobody opens every link of a text within this. */
export const BURST_MS = 2_000;
/** A gateway looks twice: once as itself, once as a browser, from one place at once. */
const COMPANION_MS = 2_000;

/**
 * Whether each click was a person's (null) or why it was a machine's, judged together: a later click can show that an
 * earlier one was part of a burst. A wrong "machine" costs little, because people who want to read it tap again.
 */
export function judge(clicks: readonly Click[], around: Around): Map<string, ScanReason | null> {
  return new Map(clicks.map((click) => [click.id, reasonOf(click, clicks, around)]));
}

function reasonOf(click: Click, all: readonly Click[], { linkIds, handedOff }: Around): ScanReason | null {
  if (click.sign) return click.sign;
  const at = click.at.getTime();
  const since = handedOff.map((time) => at - time.getTime()).filter((ms) => ms >= 0);
  if (since.length === 0 || since.some((ms) => ms < SOONEST_MS)) return "too_soon";
  const near = (ms: number) => all.filter((other) => Math.abs(other.at.getTime() - at) <= ms);
  if (linkIds.length > 1 && isBurst(click, near(BURST_MS), linkIds)) return "burst";
  const twin = near(COMPANION_MS).some((other) => other.sign && other.addressHash === click.addressHash);
  return twin ? "companion" : null;
}

/** Every link of the message within one span that this click belongs to. */
function isBurst(click: Click, near: readonly Click[], linkIds: readonly string[]): boolean {
  return near.some(({ at: start }) => {
    const inSpan = near.filter(({ at }) => {
      const ms = at.getTime() - start.getTime();
      return ms >= 0 && ms <= BURST_MS;
    });
    const opened = new Set(inSpan.map(({ linkId }) => linkId));
    return inSpan.includes(click) && linkIds.every((id) => opened.has(id));
  });
}

/** What the clicks on one link come to. */
export function tally(
  linkId: string,
  clicks: readonly Click[],
  verdicts: ReadonlyMap<string, ScanReason | null>,
): { clicks: number; scans: number; firstClickAt: Date | null } {
  const own = clicks.filter((click) => click.linkId === linkId);
  const people = own.filter(({ id }) => verdicts.get(id) === null).map(({ at }) => at.getTime());
  return {
    clicks: people.length,
    scans: own.length - people.length,
    firstClickAt: people.length > 0 ? new Date(Math.min(...people)) : null,
  };
}
