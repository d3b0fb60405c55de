import { Ring } from "@/simulator/ring";

export interface MailAttachment {
  filename: string;
  contentType: string;
  bytes: number;
}

/** One email in a patient's mailbox: received from the hub, or written by the patient. Times in ms on the shared clock. */
export interface MailRecord {
  id: string;
  /** Who brought it; SendGrid where nothing is said. A mail server tells the hub nothing of what became of it. */
  vendor?: "smtp";
  /** The account it came by (simulator/accounts.ts); that of the settings where nothing is said. */
  account?: string;
  direction: "received" | "written";
  /** The patient's address, lower case: whose mailbox this is. */
  mailbox: string;
  to: string;
  from: string;
  fromName: string | null;
  replyTo: string | null;
  subject: string;
  text: string;
  html: string | null;
  headers: Record<string, string>;
  attachments: MailAttachment[];
  messageId: string;
  /** SendGrid's ids and the fields that every event about it carries. */
  sgMessageId: string | null;
  eventFields: Record<string, unknown>;
  tracks: { opens: boolean; clicks: boolean };
  at: number;
  /** What became of it: the last event, or the hub's answer to a written one. */
  state: string;
  openedAt: number | null;
  markedSpam: boolean;
}

/** Every mailbox, newest mail last. */
export class Mailboxes {
  private readonly ring: Ring<MailRecord>;
  private readonly byId = new Map<string, MailRecord>();
  private readonly byMailbox = new Map<string, MailRecord[]>();

  constructor(keep: number) {
    this.ring = new Ring(keep);
  }

  add(mail: MailRecord): void {
    this.byId.set(mail.id, mail);
    const box = this.byMailbox.get(mail.mailbox);
    if (box) box.push(mail);
    else this.byMailbox.set(mail.mailbox, [mail]);
    const gone = this.ring.push(mail);
    if (gone) this.forget(gone);
  }

  find(id: string): MailRecord | undefined {
    return this.byId.get(id);
  }

  box(address: string): MailRecord[] {
    return this.byMailbox.get(address.toLowerCase()) ?? [];
  }

  /** Mailboxes seen, the one with the newest mail first. */
  addresses(): { address: string; last: MailRecord; count: number }[] {
    const list = [...this.byMailbox].flatMap(([address, box]) => {
      const last = box.at(-1);
      return last ? [{ address, last, count: box.length }] : [];
    });
    return list.sort((a, b) => b.last.at - a.last.at);
  }

  clear(): void {
    this.ring.clear();
    this.byId.clear();
    this.byMailbox.clear();
  }

  private forget(mail: MailRecord): void {
    this.byId.delete(mail.id);
    const box = this.box(mail.mailbox);
    const place = box.indexOf(mail);
    if (place >= 0) box.splice(place, 1);
    if (box.length === 0) this.byMailbox.delete(mail.mailbox);
  }
}
