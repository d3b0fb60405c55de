import { v7 as uuid } from "uuid";
import type { z } from "zod";
import { createBulk } from "@/lib/bulk/commands";
import { expandNext } from "@/lib/bulk/expansion/commands";
import { foldBulk } from "@/lib/bulk/progress/commands";
import { SendBulk } from "@/lib/bulk/schema";
import { type Actor, type Ctx, mintCtx, type Ports, systemCtx } from "@/lib/ctx";
import { inClinic } from "@/lib/db/transaction";
import { drive } from "@/lib/delivery/commands";
import { sendMessage } from "@/lib/messages/commands";
import { SendMessage } from "@/lib/messages/schema";
import type { Outcome, Provider, ReceiptInbound } from "@/lib/providers/port";
import { processWebhooks, takeIn } from "@/lib/webhooks/commands";
import { ago } from "@/prisma/seed/time";

type Answer = (key: string) => Outcome | null;

export interface DemoSender {
  clinicId: string;
  phone: string;
  mail: string;
}

/**
 * The demo's past is played, not painted: messages are sent, claimed, handed over and received through the hub's own
 * verbs, with a clock that the stage moves and vendors that answer as the story says.
 */
export class Stage {
  private at: Date;
  private answer: Answer;
  private readonly ports: Ports;

  constructor(
    private readonly clinic: DemoSender,
    readonly now: Date,
  ) {
    this.at = now;
    this.answer = this.accepting;
    this.ports = {
      providers: { twilio: this.vendor("twilio", "SMS"), sendgrid: this.vendor("sendgrid", "EMAIL") },
      wake: () => undefined,
      clock: () => this.at,
    };
  }

  private vendor(name: string, channel: "SMS" | "EMAIL"): Provider {
    return { name, channel, proof: "receipt", send: async (_, { key }) => this.answer(key) };
  }

  private readonly accepting: Answer = () => ({ kind: "accepted", ref: `DEMO${uuid().replaceAll("-", "")}` });

  private ctx(actor: Actor): Ctx {
    return mintCtx(this.clinic.clinicId, actor, this.ports);
  }

  /** Someone of the desk (or the hub itself) sends; returns the message id. Nothing is handed over yet. */
  async writes(staffId: string | null, at: Date, message: z.input<typeof SendMessage>): Promise<string> {
    this.at = at;
    const actor: Actor = staffId
      ? { kind: "staff", id: staffId, role: "front_desk", sessionId: uuid() }
      : { kind: "system", job: "reminders" };
    const sent = await sendMessage(this.ctx(actor), SendMessage.parse(message));
    return sent.id;
  }

  /** An admin sends one message to many; those that may go now leave and arrive within a minute. */
  async sendsToMany(staffId: string, at: Date, bulk: z.input<typeof SendBulk>): Promise<void> {
    this.at = at;
    const { clinicId } = this.clinic;
    const admin: Actor = { kind: "staff", id: staffId, role: "admin", sessionId: uuid() };
    const id = await createBulk(this.ctx(admin), SendBulk.parse(bulk));
    const system = () => systemCtx(clinicId, "bulk", this.ports);
    while ((await expandNext(system(), id)) > 0);
    this.answer = this.accepting;
    const due = await inClinic(clinicId, (tx) =>
      tx.message.findMany({
        where: { clinicId, bulkLine: { bulkId: id }, status: "PENDING" },
        select: { id: true },
      }),
    );
    await drive(
      system(),
      due.map((message) => message.id),
    );
    const attempts = await inClinic(clinicId, (tx) =>
      tx.messageDelivery.findMany({
        where: { clinicId, messageId: { in: due.map((message) => message.id) } },
        select: { id: true },
      }),
    );
    this.at = ago(this.at, -1);
    await takeIn(
      this.ports,
      "twilio",
      attempts.map((attempt) => ({
        kind: "receipt" as const,
        eventId: `demo-${uuid()}`,
        at: this.at,
        key: attempt.id,
        receipt: "delivered" as const,
        status: "delivered",
      })),
    );
    while (await processWebhooks(this.ports));
    await foldBulk(system(), id);
  }

  /** The engine takes it up, one second later; the vendor answers `answer` (null: no answer at all). */
  async leaves(messageId: string, answer: Outcome | null | "accepted" = "accepted"): Promise<void> {
    this.at = ago(this.at, -1 / 60);
    this.answer = answer === "accepted" ? this.accepting : () => answer;
    await drive(systemCtx(this.clinic.clinicId, "demo", this.ports), [messageId]);
  }

  /** The vendor reports on the message's newest attempt, some seconds later. */
  async reports(
    attempt: { id: string; provider: string },
    receipt: Partial<ReceiptInbound> & Pick<ReceiptInbound, "receipt" | "status">,
    seconds = 3,
  ): Promise<void> {
    this.at = ago(this.at, -seconds / 60);
    const event: ReceiptInbound = {
      kind: "receipt",
      eventId: `demo-${uuid()}`,
      at: this.at,
      key: attempt.id,
      ...receipt,
    };
    await takeIn(this.ports, attempt.provider, [event]);
    while (await processWebhooks(this.ports));
  }

  /** A patient (or a stranger) texts the clinic. */
  async texts(
    from: string,
    at: Date,
    text: string,
    pictures: { filename: string; contentType: string; content: Uint8Array }[] = [],
  ): Promise<void> {
    this.at = at;
    const ref = `SM${uuid().replaceAll("-", "")}`;
    await takeIn(this.ports, "twilio", [
      {
        kind: "message",
        channel: "SMS",
        eventId: ref,
        ref,
        at,
        from,
        to: [this.clinic.phone],
        text,
        attachments: pictures,
      },
    ]);
  }

  /** A patient (or a stranger) mails the clinic. */
  async mails(from: string, name: string, at: Date, subject: string, text: string): Promise<void> {
    this.at = at;
    const ref = `<${uuid()}@mail.example>`;
    await takeIn(this.ports, "sendgrid", [
      {
        kind: "message",
        channel: "EMAIL",
        eventId: ref,
        ref,
        at,
        from,
        fromName: name,
        to: [this.clinic.mail],
        subject,
        text,
        attachments: [],
        mail: { messageId: ref, references: [], autoSubmitted: false, spf: "pass", dkim: "pass" },
      },
    ]);
  }
}
