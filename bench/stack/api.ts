import { setTimeout as sleep } from "node:timers/promises";
import type { Clinic, Person } from "@/bench/stack/clinic";
import type { Stack } from "@/bench/stack/stack";
import type { MessageDetail } from "@/lib/messages/schema";

const MOST_TRIES = 20;

/** One call of the public API by the clinic's key; waits and asks again when it is told to slow down. */
export async function call<T>(
  stack: Stack,
  { apiKey }: Clinic,
  path: string,
  init: RequestInit = {},
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(`${stack.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    });
    if (answer.status === 429 && tries < MOST_TRIES) {
      await sleep(1_000 * Number(answer.headers.get("retry-after") ?? 1));
      continue;
    }
    if (!answer.ok)
      throw new Error(`${path} answers ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
    return (await answer.json()) as T;
  }
}

/** `POST /api/v1/messages`: one text to one person. */
export function send(
  stack: Stack,
  clinic: Clinic,
  person: Person,
  body: string,
  priority = "normal",
): Promise<MessageDetail> {
  const message = { patientId: person.id, channel: "SMS", body, priority };
  return call(stack, clinic, "/api/v1/messages", { method: "POST", body: JSON.stringify(message) });
}
