import { join } from "node:path";
import { Accounts } from "@/simulator/accounts";
import { type Clock, createClock, Timers } from "@/simulator/clock";
import { Courier } from "@/simulator/courier";
import { Devices, type PushRecord } from "@/simulator/devices";
import { Faults } from "@/simulator/faults";
import { ReceiptGate } from "@/simulator/gate";
import { Journal } from "@/simulator/journal";
import { LiveBus } from "@/simulator/live";
import { Mailboxes, type MailRecord } from "@/simulator/mailboxes";
import { MediaFolder } from "@/simulator/media";
import { Phones, patientOf, type TextRecord } from "@/simulator/phones";
import { Ring } from "@/simulator/ring";
import type { StoredObject } from "@/simulator/s3/objects";
import type { Pace, Settings } from "@/simulator/settings";
import type { PostedEvent } from "@/simulator/telnyx/deliveries";
import { type WireEntry, type WireFacts, WireLog } from "@/simulator/wire-log";

/** Everything that lives while the simulator runs, and the few verbs that change what a restart must keep. */
export class World {
  readonly clock: Clock;
  readonly pace: Pace;
  readonly timers = new Timers();
  readonly faults = new Faults();
  readonly gate = new ReceiptGate();
  readonly live = new LiveBus();
  readonly courier: Courier;
  readonly wire: WireLog;
  readonly phones: Phones;
  readonly mailboxes: Mailboxes;
  readonly devices: Devices;
  readonly media: MediaFolder;
  readonly accounts: Accounts;
  /** Mailboxes that bounced hard: SendGrid drops what goes there. */
  readonly bounced = new Set<string>();
  /** What Telnyx posted lately. */
  readonly posted = new Ring<PostedEvent>(500);
  /** Files in the S3 bucket, by key. */
  readonly objects = new Map<string, StoredObject>();
  /** The origin of media addresses: where we listen, or the name the hub last called us by. */
  origin = "";
  private readonly journal: Journal;

  constructor(readonly settings: Settings) {
    const folder = join(settings.dataDir, "simulator");
    this.clock = createClock(settings.clockOffsetMs);
    this.pace = { ...settings.pace };
    this.accounts = new Accounts(settings);
    this.courier = new Courier(settings.publicUrl, settings.hubLocalUrl);
    this.wire = new WireLog(settings.keep);
    this.phones = new Phones(settings.keep);
    this.mailboxes = new Mailboxes(settings.keep);
    this.devices = new Devices(Math.min(settings.keep, 5000));
    this.media = new MediaFolder(join(folder, "media"));
    this.journal = new Journal(folder, () =>
      this.phones.stoppedPairs().map((pair) => ({ t: "stop", stopped: true, ...pair })),
    );
  }

  async restore(): Promise<void> {
    for await (const line of this.journal.read()) {
      if (line.t === "wire") this.wire.restore(line.entry as WireEntry);
      else if (line.t === "text") this.phones.add(line.record as TextRecord);
      else if (line.t === "mail") this.mailboxes.add(line.mail as MailRecord);
      else if (line.t === "push") this.devices.add(line.push as PushRecord);
      else if (line.t === "stop")
        this.phones.setStopped(String(line.sender), String(line.patient), line.stopped === true);
      else if (line.t === "text-is") Object.assign(this.phones.find(String(line.sid)) ?? {}, line.now);
      else if (line.t === "text-gone") this.phones.remove(String(line.sid));
      else if (line.t === "mail-is") Object.assign(this.mailboxes.find(String(line.id)) ?? {}, line.now);
    }
  }

  log(facts: WireFacts): WireEntry {
    const entry = this.wire.add(this.clock.now(), facts);
    this.journal.write({ t: "wire", entry });
    return entry;
  }

  addText(record: TextRecord): void {
    this.phones.add(record);
    this.journal.write({ t: "text", record });
    this.live.tell(patientOf(record));
  }

  changeText(record: TextRecord, now: Partial<TextRecord>): void {
    Object.assign(record, now, { updatedAt: this.clock.now() });
    this.journal.write({ t: "text-is", sid: record.sid, now: { ...now, updatedAt: record.updatedAt } });
    this.live.tell(patientOf(record));
  }

  removeText(record: TextRecord): void {
    this.phones.remove(record.sid);
    for (const file of record.media) this.media.remove(file.sid);
    this.journal.write({ t: "text-gone", sid: record.sid });
    this.live.tell(patientOf(record));
  }

  /** What lies in the S3 bucket: keys, sizes in bytes, and how each was to be encrypted. */
  listObjects() {
    return [...this.objects].map(([key, { bytes, encryption }]) => ({
      ...{ key, size: bytes.byteLength, encryption },
    }));
  }

  setStopped(sender: string, patient: string, stopped: boolean): void {
    this.phones.setStopped(sender, patient, stopped);
    this.journal.write({ t: "stop", sender, patient, stopped });
  }

  addMail(mail: MailRecord): void {
    this.mailboxes.add(mail);
    this.journal.write({ t: "mail", mail });
    this.live.tell(mail.mailbox);
  }

  changeMail(mail: MailRecord, now: Partial<MailRecord>): void {
    Object.assign(mail, now);
    this.journal.write({ t: "mail-is", id: mail.id, now });
    this.live.tell(mail.mailbox);
  }

  addPush(push: PushRecord): void {
    this.devices.add(push);
    this.journal.write({ t: "push", push });
    this.live.tell(push.token);
  }

  /** Forgets every message and opt-out, and the receipts still to come. */
  async clear(): Promise<void> {
    this.wire.clear();
    this.phones.clear();
    this.mailboxes.clear();
    this.devices.clear();
    this.gate.clear();
    this.bounced.clear();
    await this.journal.clear();
    this.live.tellAll();
  }

  async close(): Promise<void> {
    this.timers.stop();
    this.courier.close();
    await this.journal.flush();
  }
}
