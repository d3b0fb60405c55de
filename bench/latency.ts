import { setTimeout as sleep } from "node:timers/promises";
import { type Figures, figure, percentile } from "@/bench/report";
import { call, send } from "@/bench/stack/api";
import { type Clinic, openClinic } from "@/bench/stack/clinic";
import { LiveReader } from "@/bench/stack/live";
import { type Stack, startStack } from "@/bench/stack/stack";
import { until } from "@/bench/stack/wait";
import type { MessageDetail } from "@/lib/messages/schema";

const WARM_UP = 10;
const NO_LIMIT = 1_000;
/** The vendor's own time is not ours: it delivers after 1 ms. */
const BEAT_MS = 1;

/** One message at a time through the whole house, as a person at a desk feels it. */
export async function measureLatency(count: number): Promise<Figures> {
  const stack = await startStack("bench-latency");
  try {
    const clinic = await openClinic(stack, WARM_UP + count, NO_LIMIT);
    await stack.simulator.setPace({ deliverAfterMs: BEAT_MS });
    const live = await LiveReader.open(stack, clinic);
    const sent = await sends(stack, clinic, live);
    const received = await receives(stack, clinic, live, sent.threads);
    live.close();
    return {
      "accept, p50": figure(percentile(sent.accept, 50), "ms"),
      "accept, p95": figure(percentile(sent.accept, 95), "ms", { most: 50 }),
      "accepted → handed to the vendor, p50": figure(percentile(sent.handOff, 50), "ms"),
      "accepted → handed to the vendor, p95": figure(percentile(sent.handOff, 95), "ms", { most: 1_000 }),
      "send → delivered, p50": figure(percentile(sent.delivered, 50), "ms"),
      "send → delivered, p95": figure(percentile(sent.delivered, 95), "ms"),
      "webhook → screen, p50": figure(percentile(received.event, 50), "ms"),
      "webhook → screen, p95": figure(percentile(received.event, 95), "ms", { most: 300 }),
      "webhook → words read, p95": figure(percentile(received.words, 95), "ms", { most: 300 }),
      measured: figure(sent.delivered.length, "messages"),
    };
  } finally {
    await stack.stop();
  }
}

/** Send by the API, then ask `GET /api/v1/messages/:id` at each event until it says DELIVERED. */
async function sends(stack: Stack, clinic: Clinic, live: LiveReader) {
  const [accept, delivered]: [number[], number[]] = [[], []];
  const acceptedAt = new Map<string, number>();
  const threads = new Map<string, string>();
  for (const person of clinic.people) {
    const began = performance.now();
    const message = await send(stack, clinic, person, `Your results are ready, ${person.phone}`);
    accept.push(performance.now() - began);
    acceptedAt.set(person.phone, stack.now().getTime());
    for (let since = began; ; ) {
      since = await live.first(since + 0.001, ({ subjectId }) => subjectId === message.id);
      const { status } = await call<MessageDetail>(stack, clinic, `/api/v1/messages/${message.id}`);
      if (status === "DELIVERED") break;
    }
    delivered.push(performance.now() - began);
    threads.set(person.phone, message.conversationId);
    await sleep(20);
  }
  const wire = await stack.simulator.taken();
  const handOff = clinic.people.map(({ phone }) => {
    const entry = wire.find(({ to }) => to === phone);
    return Date.parse(entry?.at ?? "") - (acceptedAt.get(phone) ?? 0);
  });
  const warm = <T>(values: T[]) => values.slice(WARM_UP);
  return { accept: warm(accept), delivered: warm(delivered), handOff: warm(handOff), threads };
}

/** A patient texts: from the vendor's request to the event on the stream, and to the words on a second request. */
async function receives(stack: Stack, clinic: Clinic, live: LiveReader, threads: Map<string, string>) {
  const [event, words]: [number[], number[]] = [[], []];
  for (const { id, phone } of clinic.people) {
    const body = `Thank you, this is ${phone}`;
    const began = performance.now();
    const answered = stack.simulator.text({ from: phone, to: clinic.phone, body });
    const heard = await live.first(
      began,
      (change) => change.kind === "message" && change.conversationId === threads.get(phone),
    );
    event.push(heard - began);
    await until("the words can be read", 10_000, async () => {
      const page = await call<{ items: { body: string }[] }>(
        stack,
        clinic,
        `/api/v1/messages/patient/${id}?limit=5`,
      );
      return page.items.some((message) => message.body === body);
    });
    words.push(performance.now() - began);
    await answered;
    await sleep(20);
  }
  return { event: event.slice(WARM_UP), words: words.slice(WARM_UP) };
}
