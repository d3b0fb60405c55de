import { resolveTxt } from "node:dns/promises";
import { setTimeout as sleep } from "node:timers/promises";
import twilio from "twilio";

const LOOK_MS = 4_000;
const NOTHING = new Set(["ENOTFOUND", "ENODATA", "NOTFOUND"]);

/** What the hub can see of itself from outside: the name service, and its own public address. */
export interface Outside {
  /** TXT records of a name, following CNAMEs; [] none, null when the name service did not answer in 4 s. */
  txt(host: string): Promise<string[] | null>;
  /** The status that an address answers to a POST; null when nothing answered in 4 s. */
  post(url: string, headers: Record<string, string>, body: string): Promise<number | null>;
  /** Lets a moment pass, in ms: what was asked for may be on its way. */
  pause(ms: number): Promise<void>;
  /** A test event of Twilio with a true signature for this address: no message, no receipt, no effect. */
  signTwilio(authToken: string, url: string): { headers: Record<string, string>; body: string };
}

const FORM = { "Content-Type": "application/x-www-form-urlencoded" };

export const outside: Outside = {
  async txt(host) {
    const late = sleep(LOOK_MS, null, { ref: false });
    const found = resolveTxt(host).then(
      (records) => records.map((parts) => parts.join("")),
      (error: NodeJS.ErrnoException) => (NOTHING.has(error.code ?? "") ? [] : null),
    );
    return Promise.race([found, late]);
  },
  async post(url, headers, body) {
    try {
      const signal = AbortSignal.timeout(LOOK_MS);
      const answer = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
      await answer.body?.cancel();
      return answer.status;
    } catch {
      return null;
    }
  },
  pause: (ms) => sleep(ms),
  signTwilio(authToken, url) {
    const fields = { HubTest: "1" };
    const signature = twilio.getExpectedTwilioSignature(authToken, url, fields);
    return {
      headers: { ...FORM, "X-Twilio-Signature": signature },
      body: new URLSearchParams(fields).toString(),
    };
  },
};
