/** The words that decide, as they are spelled. A word one slip away from one of them is read as it. */
const SPELLED =
  "breathe breathing breath chest hurts hurting tightness pressure heart attack stroke bleeding bleed blood everywhere unconscious unresponsive fainted collapsed seizure seizures convulsing choking swelling swollen tongue throat allergic reaction overdose overdosed swallowed poison poisoned suicide suicidal myself killing emergency ambulance pregnant passed shortness numbness numb slurring slurred droopy dying anaphylaxis gasping trouble cannot respirar respira pecho infarto derrame desmayo desmaye sangrando sangrado sangre convulsion convulsionando garganta hinchada sobredosis suicidio suicidarme emergencia ambulancia pastillas inconsciente muriendo duele vivir morir embarazada ayudenme ahogando".split(
    " ",
  );

/** Short forms and spellings further away than one slip. */
const ALIASES: Record<string, string> = {
  breth: "breath",
  brethe: "breathe",
  breeth: "breathe",
  breething: "breathing",
  brething: "breathing",
  breathin: "breathing",
  bleedin: "bleeding",
  chokin: "choking",
  diein: "dying",
  dieing: "dying",
  sucide: "suicide",
  siezure: "seizure",
  seziure: "seizure",
  unconsious: "unconscious",
  unconcious: "unconscious",
  rite: "right",
  hart: "heart",
  atack: "attack",
  emergancy: "emergency",
  respirrar: "respirar",
  q: "que",
  cntt: "cant",
  canr: "cant",
  acnt: "cant",
  xfavor: "por favor",
  pls: "please",
  plz: "please",
  wanna: "want to",
  gonna: "going to",
};

/** Right as they are, though one slip away from a word that decides. */
const OTHER_WORDS = new Set(
  "chess cheat chest heard hears hearts strike stroll strokes breeding bleeping breads bread breaths brother broth trouble shots passes pastes past chose choose floor flood brood deals cannon canned passer parsed morar mover moral sangria vivid vivio venir heated press pressed breather breathes hurt vivo duelo pechos throats tongues sweeping sleeping throw through attached attach attract doing drying dyeing blend blond breed threat cooking hunting hurls breadth spelling smelling selling grasping reaccion reacciones".split(
    " ",
  ),
);

/** Whether one letter added, left out, changed or two swapped make the one of the other (Damerau). Same first letter. */
export function isOneSlip(typed: string, word: string): boolean {
  if (Math.abs(typed.length - word.length) > 1 || typed[0] !== word[0]) return false;
  let start = 0;
  while (start < typed.length && typed[start] === word[start]) start += 1;
  const rest = (text: string, from: number) => text.slice(from);
  const [left, right] = [rest(typed, start), rest(word, start)];
  return (
    rest(left, 1) === rest(right, 1) ||
    rest(left, 1) === right ||
    left === rest(right, 1) ||
    (left[0] === right[1] && left[1] === right[0] && rest(left, 2) === rest(right, 2))
  );
}

const known = new Set(SPELLED);

/** A word of a patient's message as it was meant. Only words of 5 letters and more are guessed at. */
export function meant(word: string): string {
  const alias = ALIASES[word];
  if (alias !== undefined) return alias;
  if (word.length < 5 || known.has(word) || OTHER_WORDS.has(word)) return word;
  return SPELLED.find((right) => right.length >= 5 && isOneSlip(word, right)) ?? word;
}
