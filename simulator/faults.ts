import { z } from "zod";

export const PROVIDERS = ["twilio", "telnyx", "sendgrid", "smtp", "fcm"] as const;
export type ProviderName = (typeof PROVIDERS)[number];

const REQUEST_KINDS = ["http429", "http500", "timeoutAfterAccept", "connectionReset", "slow"] as const;
const RECEIPT_KINDS = ["duplicateReceipts", "reorderReceipts", "lateReceipts", "lostReceipts"] as const;
/** `inboundLost`: a patient's message is never posted; `listFails`: the vendor's list of messages answers 500. */
const INBOUND_KINDS = ["inboundLost", "listFails"] as const;
export type RequestFault = (typeof REQUEST_KINDS)[number];
export type ReceiptFault = (typeof RECEIPT_KINDS)[number];

/** How long an unanswered request is kept open before its connection is cut, and how late a slow answer comes. */
export const SILENCE_MS = 120_000;
export const SLOW_MS = 3000;

const matcher = z.union([
  z.string(),
  z.object({ to: z.string().optional(), from: z.string().optional(), body: z.string().optional() }),
]);

/** What `POST /_sim/faults` takes. `match`: text found in recipient, sender or words; `count`: how many messages it strikes. */
export const faultSchema = z.object({
  provider: z.enum(PROVIDERS),
  match: matcher.optional(),
  kind: z.enum([...REQUEST_KINDS, ...RECEIPT_KINDS, ...INBOUND_KINDS]),
  count: z.number().int().min(1).optional(),
  delayMs: z.number().min(0).optional(),
});
export type FaultInput = z.infer<typeof faultSchema>;

export interface Probe {
  to: string;
  from: string;
  body: string;
}

export interface Fault extends FaultInput {
  id: string;
  struck: number;
}

function matches(match: FaultInput["match"], probe: Probe): boolean {
  if (match === undefined) return true;
  const has = (text: string, part: string | undefined) => part === undefined || text.includes(part);
  if (typeof match === "string") return [probe.to, probe.from, probe.body].some((text) => has(text, match));
  return has(probe.to, match.to) && has(probe.from, match.from) && has(probe.body, match.body);
}

/** The list of things that are to go wrong, in the order they were asked for. */
export class Faults {
  private list: Fault[] = [];
  private next = 1;

  add(input: FaultInput): Fault {
    const fault = { ...input, id: `fault-${this.next++}`, struck: 0 };
    this.list.push(fault);
    return fault;
  }

  all(): Fault[] {
    return this.list;
  }

  clear(): void {
    this.list = [];
  }

  /** The first fault of the API call itself that strikes this message, used up by one. */
  forRequest(provider: ProviderName, probe: Probe): { kind: RequestFault; delayMs?: number } | null {
    for (const fault of this.matching(provider, probe)) {
      const kind = REQUEST_KINDS.find((name) => name === fault.kind);
      if (!kind) continue;
      this.strike(fault);
      return { kind, ...(fault.delayMs === undefined ? {} : { delayMs: fault.delayMs }) };
    }
    return null;
  }

  /** Every fault of the receipts that strikes this accepted message: kind → delay in ms (0: its default). */
  forReceipts(provider: ProviderName, probe: Probe): Map<ReceiptFault, number> {
    const found = new Map<ReceiptFault, number>();
    for (const fault of this.matching(provider, probe)) {
      const kind = RECEIPT_KINDS.find((name) => name === fault.kind);
      if (!kind || found.has(kind)) continue;
      this.strike(fault);
      found.set(kind, fault.delayMs ?? 0);
    }
    return found;
  }

  /** Whether a patient's message, or a look at the list of them, is struck; used up by one. */
  strikesInbound(kind: (typeof INBOUND_KINDS)[number], provider: ProviderName, probe: Probe): boolean {
    const fault = this.matching(provider, probe).find((one) => one.kind === kind);
    if (fault) this.strike(fault);
    return fault !== undefined;
  }

  private matching(provider: ProviderName, probe: Probe): Fault[] {
    return this.list.filter((fault) => fault.provider === provider && matches(fault.match, probe));
  }

  private strike(fault: Fault): void {
    fault.struck += 1;
    if (fault.count !== undefined && fault.struck >= fault.count) {
      this.list = this.list.filter((other) => other !== fault);
    }
  }
}
