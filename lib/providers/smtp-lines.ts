import { Readable } from "node:stream";
import type SMTPConnection from "nodemailer/lib/smtp-connection";

/** What a mail server or the way to it said no with. `left`: bytes of the letter were on their way already. */
export class SmtpFailure extends Error {
  override name = "SmtpFailure";
  constructor(
    readonly left: boolean,
    readonly reply: string | undefined,
    readonly command: string,
    override readonly cause: unknown,
  ) {
    super("The letter was not handed over.");
  }
}

/** An idle line is dropped after 4 s: servers close theirs sooner or later, mostly while we write. */
const IDLE_MS = 4_000;
const MOST_IDLE = 8;

/**
 * Lines to one mail server, kept for the next letter. One letter a line at a time. Mail servers have no ids and no way
 * to ask, so it matters whether a letter's bytes had left when something broke: they are read only after the server's 354.
 */
export class SmtpLines {
  private readonly idle: { line: SMTPConnection; timer: NodeJS.Timeout }[] = [];

  constructor(
    private readonly options: SMTPConnection.Options,
    private readonly auth: SMTPConnection.Credentials | undefined,
    private readonly timeoutMs: number,
  ) {}

  /** The server's reply to the whole letter. Throws `SmtpFailure`. */
  async send(envelope: SMTPConnection.Envelope, letter: Buffer): Promise<string> {
    let left = false;
    const bytes = new Readable({
      read() {
        left = true;
        this.push(letter);
        this.push(null);
      },
    });
    const fail = (error: unknown, closed?: SMTPConnection) => {
      closed?.on("error", () => closed.close()).close();
      const { response, responseCode, command } = error as SMTPConnection.SMTPError;
      return new SmtpFailure(left, responseCode ? response : undefined, command ?? "CONN", error);
    };
    const line = await this.open().catch((error: unknown) => Promise.reject(fail(error)));
    return new Promise((resolve, reject) => {
      const stop = (error: unknown) => {
        clearTimeout(timer);
        reject(fail(error, line));
      };
      // Closing the line before the server's 354 makes sure that the letter never leaves.
      const timer = setTimeout(() => stop(new Error("The mail server is too slow.")), this.timeoutMs);
      line.once("error", stop);
      line.once("end", () => stop(new Error("The mail server hung up.")));
      line.send(envelope, bytes, (error, info) => {
        clearTimeout(timer);
        line.removeAllListeners();
        if (error) return reject(fail(error, line));
        this.keep(line);
        resolve(info.response);
      });
    });
  }

  /** Signs in and keeps the line for a letter to come. Throws what the server or the way to it said. */
  async visit(): Promise<void> {
    this.keep(await this.open());
  }

  private async open(): Promise<SMTPConnection> {
    const kept = this.idle.pop();
    if (kept) {
      clearTimeout(kept.timer);
      kept.line.removeAllListeners();
      return kept.line;
    }
    const { default: Connection } = await import("nodemailer/lib/smtp-connection/index.js");
    const line = new Connection(this.options);
    await new Promise<void>((resolve, reject) => {
      line.once("error", reject);
      line.once("end", () => reject(new Error("The mail server hung up.")));
      const done = (error?: Error | null) => (error ? reject(error) : resolve());
      line.connect((error) => {
        if (error || !this.auth) return done(error);
        line.login(this.auth, done);
      });
    }).catch((error: unknown) => {
      line.removeAllListeners().on("error", () => line.close());
      line.close();
      throw error;
    });
    line.removeAllListeners();
    return line;
  }

  private keep(line: SMTPConnection): void {
    if (this.idle.length >= MOST_IDLE) {
      line.quit();
      return;
    }
    const drop = () => {
      const at = this.idle.findIndex((one) => one.line === line);
      if (at >= 0) this.idle.splice(at, 1);
      clearTimeout(timer);
    };
    const timer = setTimeout(() => {
      drop();
      line.quit();
    }, IDLE_MS);
    timer.unref();
    line.on("error", drop).on("end", drop);
    this.idle.push({ line, timer });
  }
}
