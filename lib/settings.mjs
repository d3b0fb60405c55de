import { SETTINGS } from "./settings-table.mjs";

/** @typedef {import("./settings-table.mjs").Name} Name */
/** @typedef {Record<string, string | undefined>} Env */
/** @typedef {{ value: unknown } | { problem: string }} Read */

/** @param {string} text @param {RegExp} protocols */
const isUrl = (text, protocols) => URL.canParse(text) && protocols.test(new URL(text).protocol);

/** @param {boolean} fits @param {unknown} value @param {string} problem @returns {Read} */
const either = (fits, value, problem) => (fits ? { value } : { problem });

/** @type {Record<import("./settings-table.mjs").Kind, (text: string) => Read>} */
const KINDS = {
  text: (text) => either(text.trim() !== "", text.trim(), "is empty"),
  list: (text) => ({ value: text.split(/[\s,]+/).filter(Boolean) }),
  flag: (text) => either(/^[01]$/.test(text), text === "1", "is neither 1 nor 0"),
  number: (text) => either(Number.isFinite(Number(text)), Number(text), "is no number"),
  count: (text) => either(/^[1-9]\d{0,8}$/.test(text), Number(text), "is no whole number above 0"),
  port: (text) =>
    either(
      /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536,
      Number(text),
      "is no port: give a number from 1 to 65535",
    ),
  url: (text) => either(isUrl(text, /^https?:$/), text, "is no address: it starts with http:// or https://"),
  mail: (text) => either(isUrl(text, /^smtps?:$/), text, "is no address: it starts with smtp:// or smtps://"),
  origin: (text) => {
    const read = KINDS.url(text);
    if ("problem" in read) return read;
    const { pathname, search, hash, hostname } = new URL(text);
    // Twilio calls no such host back (21609), so every text would be refused.
    if (hostname.includes("_"))
      return { problem: "has an underscore in its host name: text services call none" };
    const plain = pathname === "/" && !search && !hash;
    return either(plain, text.replace(/\/+$/, ""), "has a path: the hub answers at the root of its address");
  },
  instant: (text) => {
    const at = new Date(text);
    const whole = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text) && !Number.isNaN(at.getTime());
    return either(whole, at, "is no instant: write it like 2026-03-02T21:40:00-07:00, with its offset");
  },
};

/**
 * One setting as the environment has it: its value (undefined where it is neither given nor usual), or what is wrong with
 * it as the end of a sentence. An empty line sets nothing.
 * @param {Name} name
 * @param {Env} env
 * @returns {Read}
 */
export function readSetting(name, env) {
  const setting = SETTINGS[name];
  const text = env[name] || ("usual" in setting ? setting.usual : undefined);
  if (text === undefined) return "needed" in setting ? { problem: "is not set" } : { value: undefined };
  if (setting.kind !== "one") return KINDS[setting.kind](text);
  /** @type {readonly string[]} */
  const words = setting.of;
  const said =
    words.length === 2 ? `is neither ${words[0]} nor ${words[1]}` : `is none of ${words.join(", ")}`;
  return either(words.includes(text), text, said);
}

/**
 * All settings by name, and what is wrong with any of them.
 * @param {Env} env
 * @returns {{ values: Record<string, unknown>, wrong: { name: string, problem: string }[] }}
 */
export function readSettings(env) {
  /** @type {Record<string, unknown>} */
  const values = {};
  const wrong = [];
  for (const name of /** @type {Name[]} */ (Object.keys(SETTINGS))) {
    const read = readSetting(name, env);
    if ("problem" in read) wrong.push({ name, problem: read.problem });
    else values[name] = read.value;
  }
  return { values, wrong };
}

/**
 * Who drives deliveries: Inngest when any of its settings is there, unless it is said.
 * @param {Env} env
 * @returns {"process" | "inngest"}
 */
export function usualClock(env) {
  const isConnected = env.INNGEST_EVENT_KEY || env.INNGEST_SIGNING_KEY || env.INNGEST_BASE_URL;
  return isConnected ? "inngest" : "process";
}

/**
 * The address people and vendors reach the hub at, without a slash at its end.
 * @param {string | undefined} given
 * @param {number} port
 */
export const publicUrlOf = (given, port) => given ?? `http://localhost:${port}`;
