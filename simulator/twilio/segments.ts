import { SegmentedMessage } from "sms-segments-calculator";

/** Letters of GSM-7's basic table that need no second look: no escapes, nothing a smart encoder would replace. */
const PLAIN = /^[A-Za-z0-9 \r\n@$!"#%&'()*+,\-./:;<=>?_]*$/;

/** `num_segments` of a text: 160 septets in one part, 153 in each of several; anything unusual by Twilio's calculator. */
export function segmentsOf(body: string, smartEncoded: boolean): number {
  if (!PLAIN.test(body)) return Math.max(1, new SegmentedMessage(body, "auto", smartEncoded).segmentsCount);
  return body.length <= 160 ? 1 : Math.ceil(body.length / 153);
}
