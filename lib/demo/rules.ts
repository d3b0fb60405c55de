/** Whom to play: somebody of the same role first, and of those whoever joined first. */
export function chooseColleague<T extends { id: string; role: string }>(
  me: { id: string; role: string },
  staff: readonly T[],
): T | null {
  const others = staff.filter((one) => one.id !== me.id);
  return others.find((one) => one.role === me.role) ?? others[0] ?? null;
}

/** The simulator's page of a phone, ready to write to the clinic's number `to`. */
export function phonePage(simulatorUrl: string, phone: string, to: string | null): string {
  const page = `${simulatorUrl}/phone/${encodeURIComponent(phone)}`;
  return to === null ? page : `${page}?to=${encodeURIComponent(to)}`;
}

/** The simulator's page of a mailbox. */
export function mailPage(simulatorUrl: string, address: string): string {
  return `${simulatorUrl}/mail/${encodeURIComponent(address)}`;
}

const ANSWERS: Record<string, string> = {
  en: "thank you for writing. I am looking into it and will answer you today.",
  es: "gracias por escribirnos. Lo estoy revisando y le respondo hoy mismo.",
};

/** What the colleague answers, in the patient's language where we have it. */
export function colleagueAnswer(firstName: string, language: string): string {
  const spanish = language.startsWith("es");
  const words = ANSWERS[spanish ? "es" : "en"] ?? "";
  if (firstName === "") return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  return `${spanish ? "Hola" : "Hi"} ${firstName}, ${words}`;
}
