import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { SILENCE_MS, SLOW_MS } from "@/simulator/faults";
import { refusal, refusalOf } from "@/simulator/smtp/endings";
import { letterOf } from "@/simulator/smtp/letter";
import type { World } from "@/simulator/world";

const TAKEN = "250 2.0.0 Ok: queued";

async function bytesOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The socket behind a session: `smtp-server` shows it nowhere else. */
function cut(server: SMTPServer, session: SMTPServerSession): void {
  const { connections } = server as unknown as {
    connections: Set<{ id: string; _socket: { destroy(): void } }>;
  };
  for (const one of connections) if (one.id === session.id) one._socket.destroy();
}

/** What becomes of a whole letter: an error is the server's refusal, `null` no answer at all. */
async function take(
  world: World,
  server: SMTPServer,
  session: SMTPServerSession,
  raw: Buffer,
): Promise<Error | string | null> {
  const to = session.envelope.rcptTo[0]?.address ?? "";
  const mail = await letterOf(world, raw, to);
  const probe = { to, from: mail.from, body: `${mail.subject}\n${mail.text}` };
  const fault = world.faults.forRequest("smtp", probe);
  const kind = fault?.kind ?? null;
  const isTaken = kind === null || kind === "slow" || kind === "timeoutAfterAccept";
  world.log({
    provider: "smtp",
    method: "DATA",
    path: session.envelope.mailFrom ? session.envelope.mailFrom.address : "",
    to,
    from: mail.from,
    subject: mail.subject,
    body: mail.text,
    params: { envelope: { from: mail.from, to: [to] }, attachments: mail.attachments },
    headers: mail.headers,
    status: isTaken ? (kind === "timeoutAfterAccept" ? null : 250) : kind === "connectionReset" ? null : 451,
    accepted: isTaken,
    ref: isTaken ? mail.messageId : null,
    fault: kind,
  });
  if (kind === "http429") return refusal("452 4.5.3 Too many letters, come again later.");
  if (kind === "http500") return refusal("451 4.3.0 Temporary server error.");
  if (kind === "connectionReset") {
    cut(server, session);
    return null;
  }
  world.addMail(mail);
  world.timers.after(world.pace.deliverAfterMs, () => {
    if (world.mailboxes.find(mail.id) === mail) world.changeMail(mail, { state: "delivered" });
  });
  if (kind === "timeoutAfterAccept") {
    world.timers.after(fault?.delayMs ?? SILENCE_MS, () => cut(server, session));
    return null;
  }
  if (kind === "slow") await world.timers.sleep(fault?.delayMs ?? SLOW_MS);
  return TAKEN.slice(4);
}

/** A mail server on the loopback address: the user `hub`, one password, no TLS. Port 0 picks a free one. */
export async function listenForMail(world: World): Promise<{ port: number; close(): Promise<void> }> {
  const { port } = world.settings.smtp;
  const server = new SMTPServer({
    name: "simulator.example",
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    closeTimeout: 100,
    onAuth: (auth, _session, answer) => {
      const known = world.accounts.smtp.find(
        ({ user, password }) => auth.username === user && auth.password === password,
      );
      if (known) answer(null, { user: known.user });
      else answer(refusal("535 5.7.8 Authentication credentials invalid"));
    },
    onRcptTo: ({ address }, _session, answer) => {
      const reply = refusalOf(address);
      answer(reply ? refusal(reply) : null);
    },
    onData: (stream, session, answer) => {
      bytesOf(stream)
        .then((raw) => take(world, server, session, raw))
        .then(
          (said) => {
            if (typeof said === "string") answer(null, said);
            else if (said) answer(said);
          },
          (error: Error) => answer(error),
        );
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
