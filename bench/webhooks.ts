import { randomBytes } from "node:crypto";
import { Agent, request } from "node:http";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { v7 as uuid } from "uuid";
import { type Figures, figure } from "@/bench/report";
import { openClinic } from "@/bench/stack/clinic";
import { type Stack, startStack } from "@/bench/stack/stack";
import { inFlight } from "@/bench/stack/wait";
import { UsageWatch } from "@/bench/usage";
import { readRecord } from "@/scripts/data-dir.mjs";

const IN_FLIGHT = 32;
const ROUNDS = 3;
const WARM_UP = 300;
const FORM = { "content-type": "application/x-www-form-urlencoded" };

interface Post {
  path: string;
  body: string;
  headers: Record<string, string>;
  expects: number;
}

interface Measured {
  seconds: number;
  cpuMs: number;
}

/**
 * How fast signed receipts are acknowledged: verified, stored on disk, answered. Beside it the same server's answer to
 * the same request for a vendor it does not know (404: nothing read, nothing stored), in turns, so that a busy machine
 * slows both. The runner rests meanwhile: what it does with receipts is the pipeline's figure.
 */
export async function measureWebhooks(count: number): Promise<Figures> {
  const stack = await startStack("bench-webhooks");
  const { runner } = stack.hub.processes;
  const watch = new UsageWatch(() => ({ web: [stack.hub.processes.web] }));
  try {
    const { phone } = await openClinic(stack, 0, 1);
    const sign = receiptsFor(stack, phone);
    const nothing: Post = { path: "/api/v1/messages/webhook/nobody", body: "", headers: FORM, expects: 404 };
    if (runner) process.kill(-runner, "SIGSTOP");
    const each = Math.ceil(count / ROUNDS);
    await measured(stack, watch, Array.from({ length: WARM_UP }, sign));
    await measured(
      stack,
      watch,
      Array.from({ length: WARM_UP }, () => nothing),
    );
    const [idle, signed] = [
      { seconds: 0, cpuMs: 0 },
      { seconds: 0, cpuMs: 0 },
    ];
    for (let round = 0; round < ROUNDS; round += 1) {
      add(
        idle,
        await measured(
          stack,
          watch,
          Array.from({ length: each }, () => nothing),
        ),
      );
      add(signed, await measured(stack, watch, Array.from({ length: each }, sign)));
    }
    const all = each * ROUNDS;
    const stored = await stack.database.number(`SELECT count(*) FROM "WebhookEvent"`);
    if (stored < all) throw new Error(`${stored} of ${all} acknowledged receipts are stored.`);
    return {
      acknowledged: figure(all / signed.seconds, "receipts/s"),
      "do-nothing route": figure(all / idle.seconds, "requests/s"),
      "acknowledged ÷ do-nothing route": figure(idle.seconds / signed.seconds, "×", { least: 0.6 }),
      "processor time of the web process, a receipt": figure(signed.cpuMs / all, "ms"),
      "processor time of the web process, a request for nothing": figure(idle.cpuMs / all, "ms"),
      measured: figure(all, "receipts"),
    };
  } finally {
    if (runner) process.kill(-runner, "SIGCONT");
    await watch.stop();
    await stack.stop();
  }
}

function add(total: Measured, part: Measured): void {
  total.seconds += part.seconds;
  total.cpuMs += part.cpuMs;
}

/** Makes signed receipts, each an event of its own, signed before the clock starts. */
function receiptsFor(stack: Stack, from: string): () => Post {
  const { TWILIO_ACCOUNT_SID = "", TWILIO_AUTH_TOKEN = "" } = readRecord(stack.dataDir, "secrets.json");
  const publicUrl = stack.url.replace("127.0.0.1", "localhost");
  return () => {
    const path = `/api/v1/messages/webhook/twilio?key=${uuid()}`;
    const fields = {
      AccountSid: TWILIO_ACCOUNT_SID,
      ApiVersion: "2010-04-01",
      From: from,
      MessageSid: `SM${randomBytes(16).toString("hex")}`,
      MessageStatus: "delivered",
      SmsStatus: "delivered",
      To: "+17202000000",
    };
    const signature = getExpectedTwilioSignature(TWILIO_AUTH_TOKEN, `${publicUrl}${path}`, fields);
    const headers = { ...FORM, "x-twilio-signature": signature };
    return { path, body: new URLSearchParams(fields).toString(), headers, expects: 200 };
  };
}

async function measured(stack: Stack, watch: UsageWatch, posts: readonly Post[]): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  const before = await watch.cpu();
  const began = performance.now();
  await inFlight(posts, IN_FLIGHT, (post) => send(stack.url, agent, post));
  const seconds = (performance.now() - began) / 1_000;
  const after = await watch.cpu();
  agent.destroy();
  return { seconds, cpuMs: (after.web ?? 0) - (before.web ?? 0) };
}

function send(url: string, agent: Agent, { path, body, headers, expects }: Post): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { method: "POST", agent, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => {
        if (answer.statusCode === expects) resolve();
        else reject(new Error(`${path} answers ${answer.statusCode} instead of ${expects}.`));
      });
    });
    asked.on("error", reject);
    asked.end(body);
  });
}
