import { expect } from "@playwright/test";
import { hub } from "@/e2e/world/hub";

export interface Person {
  id: string;
  name: string;
  firstName: string;
  phone: string;
  email: string;
}

/** Places of which at least one is awake and one asleep at every minute of the year. */
const PLACES = ["America/Denver", "America/New_York", "Europe/Madrid", "Pacific/Guam"];

/** The hub's clock, which HUB_NOW may have moved. */
export async function hubNow(): Promise<Date> {
  const { at } = await hub<{ at: string }>("GET", "/health");
  return new Date(at);
}

/** Where it is day now (`awake`) or night; an hour away from the edges, so that a test does not cross one. */
export async function placeThatIs(state: "awake" | "asleep"): Promise<string> {
  const now = await hubNow();
  const hourIn = (zone: string) =>
    Number(
      new Intl.DateTimeFormat("en-US", { timeZone: zone, hour: "2-digit", hourCycle: "h23" }).format(now),
    );
  const fits = PLACES.find((zone) => {
    const hour = hourIn(zone);
    return state === "awake" ? hour >= 8 && hour < 20 : hour >= 21 || hour < 7;
  });
  if (!fits) throw new Error(`Nobody is ${state} at ${now.toISOString()}.`);
  return fits;
}

let made = 0;

/** A patient of one test alone, living where it is day unless told otherwise. */
export async function newPatient(
  lastName: string,
  options: { language?: string; timeZone?: string; phone?: string; email?: string } = {},
): Promise<Person> {
  made += 1;
  const serial = String((Date.now() % 1_000_000) * 10 + (made % 10)).padStart(7, "0");
  const firstName = ["Alba", "Bruno", "Cleo", "Dario", "Edda", "Falk", "Gwen", "Hugo"][made % 8] ?? "Ida";
  const given = {
    firstName,
    lastName: `${lastName} ${serial.slice(-4)}`,
    phone: options.phone ?? `+1720${Number(serial[0]) < 2 ? "4" : serial[0]}${serial.slice(1)}`,
    email: options.email ?? `${firstName}.${serial}@mail.example`.toLowerCase(),
    timeZone: options.timeZone ?? (await placeThatIs("awake")),
    language: options.language ?? "en",
  };
  const { id } = await hub<{ id: string }>("POST", "/v1/patients", given);
  return { id, name: `${firstName} ${given.lastName}`, firstName, phone: given.phone, email: given.email };
}

/** The patient's own thread; it exists once somebody has written. */
export async function threadOf(person: { id: string }): Promise<string> {
  let found: string | null = null;
  await expect
    .poll(async () => {
      const path = `/v1/patients/${person.id}`;
      ({ conversationId: found } = await hub<{ conversationId: string | null }>("GET", path));
      return found;
    }, "a thread of this patient")
    .not.toBeNull();
  return found ?? "";
}
