/** A text of ours that a bare YES, SÍ or C can answer. */
const ASKS =
  /\bconfirm(?:e|ar|ing)?\b|\b(?:reply|text|respond|send|answer)(?: with)? ["“']?(?:yes|y|c|1)\b|\b(?:responda|conteste|mande|env[ií]e|escriba)(?: con)? ["“']?(?:s[ií]|c|1)(?![a-zñáéíóú])/i;

/** Whether these words of ours ask the patient to confirm a visit. */
export const asksToConfirm = (body: string) => ASKS.test(body);

/** So long a question of ours is answered by a bare word. */
export const ASKED_WITHIN_MS = 7 * 86_400_000;

/** A visit further away is not the one that a reminder asks about. */
export const VISIT_WITHIN_MS = 31 * 86_400_000;
