import { Ring } from "@/simulator/ring";

export type TextStatus =
  | "accepted"
  | "scheduled"
  | "queued"
  | "sending"
  | "sent"
  | "delivered"
  | "undelivered"
  | "failed"
  | "canceled"
  | "received";

export interface MediaFile {
  sid: string;
  contentType: string;
  createdAt: number;
  /** Set for a file of the hub's that was not fetched yet: where it lives. All others lie in our own folder. */
  url?: string;
}

/** One text or MMS, as both Twilio's API and the patient's phone show it. Times in ms on the shared clock. */
export interface TextRecord {
  /** Twilio's sid, or Telnyx's uuid. */
  sid: string;
  /** Who carries it; Twilio where nothing is said. */
  vendor?: "telnyx";
  /** The account it came by (simulator/accounts.ts); that of the settings where nothing is said. */
  account?: string;
  direction: "outbound-api" | "outbound-reply" | "inbound";
  to: string;
  from: string | null;
  serviceSid: string | null;
  body: string;
  media: MediaFile[];
  segments: number;
  status: TextStatus;
  errorCode: number | null;
  createdAt: number;
  sentAt: number | null;
  updatedAt: number;
  sendAt: number | null;
  callback: string | null;
}

export function patientOf(record: TextRecord): string {
  return record.direction === "inbound" ? (record.from ?? "") : record.to;
}

export function clinicOf(record: TextRecord): string | null {
  return record.direction === "inbound" ? record.to : record.from;
}

export interface TextFilter {
  to?: string;
  from?: string;
  matches: (record: TextRecord) => boolean;
}

/** Every phone's conversation, with the sender-and-patient pairs that opted out. */
export class Phones {
  private readonly ring: Ring<TextRecord>;
  private readonly bySid = new Map<string, TextRecord>();
  private readonly byPatient = new Map<string, TextRecord[]>();
  private readonly stopped = new Set<string>();
  private readonly sends = new Map<string, number>();
  private readonly carriers = new Map<string, "telnyx" | "twilio">();

  constructor(keep: number) {
    this.ring = new Ring(keep);
  }

  add(record: TextRecord): void {
    this.bySid.set(record.sid, record);
    const clinic = clinicOf(record);
    if (clinic) this.carriers.set(clinic, record.vendor ?? "twilio");
    const patient = patientOf(record);
    const thread = this.byPatient.get(patient);
    if (thread) thread.push(record);
    else this.byPatient.set(patient, [record]);
    const gone = this.ring.push(record);
    if (gone) this.forget(gone);
  }

  find(sid: string): TextRecord | undefined {
    return this.bySid.get(sid);
  }

  remove(sid: string): void {
    const record = this.bySid.get(sid);
    if (record) this.forget(record);
  }

  thread(patient: string): TextRecord[] {
    return this.byPatient.get(patient) ?? [];
  }

  /** Phones seen, the one with the newest message first. */
  numbers(): { number: string; last: TextRecord; count: number }[] {
    const list = [...this.byPatient].flatMap(([number, thread]) => {
      const last = thread.at(-1);
      return last ? [{ number, last, count: thread.length }] : [];
    });
    return list.sort((a, b) => b.last.createdAt - a.last.createdAt);
  }

  /** Newest first, as Twilio lists. */
  list(filter: TextFilter): TextRecord[] {
    const narrow = filter.to
      ? this.byPatient.get(filter.to)
      : filter.from
        ? this.byPatient.get(filter.from)
        : undefined;
    const pool = narrow ?? this.ring.slice(0, this.ring.size);
    const fits = (record: TextRecord) =>
      this.bySid.has(record.sid) &&
      (!filter.to || record.to === filter.to) &&
      (!filter.from || record.from === filter.from) &&
      filter.matches(record);
    return pool.filter(fits).reverse();
  }

  /** The clinic's number this patient last exchanged a text with. */
  lastSender(patient: string): string | null {
    const last = this.thread(patient).findLast((record) => clinicOf(record) !== null);
    return last ? clinicOf(last) : null;
  }

  /** Who last carried a text from or to a clinic's number; Twilio until one was seen. */
  carrierOf(clinic: string): "telnyx" | "twilio" {
    return this.carriers.get(clinic) ?? "twilio";
  }

  /** Counts sends to a number, so that an ending can differ from one to the next. Starts at 0. */
  turn(to: string): number {
    const turn = this.sends.get(to) ?? 0;
    this.sends.set(to, turn + 1);
    return turn;
  }

  setStopped(sender: string, patient: string, stopped: boolean): void {
    if (stopped) this.stopped.add(`${sender} ${patient}`);
    else this.stopped.delete(`${sender} ${patient}`);
  }

  isStopped(sender: string, patient: string): boolean {
    return this.stopped.has(`${sender} ${patient}`);
  }

  stoppedPairs(): { sender: string; patient: string }[] {
    return [...this.stopped].map((pair) => {
      const [sender = "", patient = ""] = pair.split(" ");
      return { sender, patient };
    });
  }

  clear(): void {
    this.ring.clear();
    this.bySid.clear();
    this.byPatient.clear();
    this.stopped.clear();
    this.sends.clear();
  }

  private forget(record: TextRecord): void {
    this.bySid.delete(record.sid);
    const patient = patientOf(record);
    const thread = this.thread(patient);
    const place = thread.indexOf(record);
    if (place >= 0) thread.splice(place, 1);
    if (thread.length === 0) this.byPatient.delete(patient);
  }
}
