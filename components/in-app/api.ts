import { PAGE_OF, SOMEBODY } from "@/lib/in-app/rules";
import type { InAppPage } from "@/lib/in-app/schema";

export type Trouble = "signedOut" | "otherPerson" | "tooMany" | "offline" | "broken";
export type Answer<T> = { ok: true; value: T } | { ok: false; trouble: Trouble };

/** Asks one of the addresses of a patient's own page, with the cookie of this browser alone. */
async function ask<T>(
  patientId: string,
  path: string,
  { body, somebody = true }: { body?: unknown; somebody?: boolean } = {},
): Promise<Answer<T>> {
  try {
    const answer = await fetch(path, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        [PAGE_OF]: patientId,
        ...(somebody ? {} : { [SOMEBODY]: "no" }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      cache: "no-store",
      credentials: "same-origin",
    });
    if (answer.ok) return { ok: true, value: (await answer.json()) as T };
    return { ok: false, trouble: troubleOf(answer.status) };
  } catch {
    return { ok: false, trouble: "offline" };
  }
}

function troubleOf(status: number): Trouble {
  if (status === 401) return "signedOut";
  if (status === 409) return "otherPerson";
  return status === 429 ? "tooMany" : "broken";
}

/** The newest messages, or those before `cursor`. `somebody`: whether a person is at this page as far as it knows. */
export function fetchMessages(
  patientId: string,
  { cursor, somebody }: { cursor?: string; somebody: boolean },
): Promise<Answer<InAppPage>> {
  const path = cursor ? `/portal/messages?cursor=${encodeURIComponent(cursor)}` : "/portal/messages";
  return ask(patientId, path, { somebody });
}

export const writeMessage = (patientId: string, message: { body: string; token: string }) =>
  ask<{ id: string }>(patientId, "/portal/messages", { body: message });

export const tellSeen = (patientId: string, ids: string[]) =>
  ask<{ seen: number }>(patientId, "/portal/messages/seen", { body: { ids }, somebody: false });
