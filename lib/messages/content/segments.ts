import { SegmentedMessage } from "sms-segments-calculator";
import { makePlain, replaceable } from "@/lib/segments/rules";

/**
 * US dollars a segment to a US mobile: Twilio's list price of 0.0083 plus a carrier fee of 0.0035 (AT&T, registered
 * 10DLC; others ask 0.0025 to 0.0062). Source: twilio.com/en-us/sms/pricing/us, read in July 2026.
 */
export const COST_PER_SEGMENT = 0.0083 + 0.0035;

/**
 * US dollars for one MMS to a US mobile from a ten-digit number, by its list price of 0.022 (read with the above); some
 * carriers add up to a cent. The message is not split, whatever its words.
 */
export const COST_PER_MMS = 0.022;

export interface Measure {
  encoding: "GSM-7" | "UCS-2";
  segments: number;
  /** Estimated US dollars. */
  cost: number;
  /** The characters outside GSM-7, each once, in order of appearance. */
  forcing: string[];
  /** UTF-16 units, as the limit of 1,600 counts them. */
  characters: number;
  /** Letters of its alphabet that still fit into its last segment. */
  left: number;
  /** Segments with every character in its plain form, where it has one. */
  plainSegments: number;
}

/**
 * How a text travels, by Twilio's own calculator; the bill is Twilio's `num_segments`, this is the estimate. Measure
 * after rendering. An empty text is one segment, because a vendor bills one.
 */
export function measureText(body: string, costPerSegment: number = COST_PER_SEGMENT): Measure {
  const message = new SegmentedMessage(body, "auto");
  const segments = Math.max(1, message.segmentsCount);
  const encoding = message.encodingName === "GSM-7" ? "GSM-7" : "UCS-2";
  const forcing = [...new Set(message.getNonGsmCharacters())];
  const makes = replaceable(forcing);
  return {
    encoding,
    segments,
    cost: Math.round(segments * costPerSegment * 10_000) / 10_000,
    forcing,
    characters: body.length,
    left: Math.floor((message.segments.at(-1)?.freeSizeInBits() ?? SEGMENT_BITS) / LETTER_BITS[encoding]),
    plainSegments:
      makes.length === 0
        ? segments
        : Math.max(1, new SegmentedMessage(makePlain(body, makes), "auto").segmentsCount),
  };
}

/** A segment is 140 bytes. */
const SEGMENT_BITS = 1_120;
const LETTER_BITS = { "GSM-7": 7, "UCS-2": 16 };
