import { ENGLISH as ENGLISH_WORDS } from "@/lib/emergencies/rules/vocabulary/english";
import { SPANISH as SPANISH_WORDS } from "@/lib/emergencies/rules/vocabulary/spanish";

/** The words that decide, as they are spelled. A word one slip away from one of them, two in a long one, is read as it. */
const ENGLISH =
  "breathe breathing breath chest hurts hurting tightness pressure heart attack stroke bleeding bleed blood everywhere unconscious unresponsive fainted fainting collapsed seizure seizures convulsing choking swelling swollen tongue throat allergic reaction overdose overdosed swallowed poison poisoned suicide suicidal myself killing emergency ambulance pregnant passed shortness numbness slurring slurred droopy drooping dying anaphylaxis gasping trouble cannot contractions hospital urgent hallucinating withdrawal stabbed threatening threatened knife strangled electrocuted burned blistered confused dizzy lightheaded purple wheezing suffocating paralyzed migraine migraines severe unbearable excruciating vomiting stomach hemorrhaging fever newborn responding oxygen glucose diabetic relapsed fentanyl goodbye hopeless scared afraid raped assaulted please accident".split(
    " ",
  );
const SPANISH =
  "respirar respira respirando pecho corazon infarto derrame embolia desmayo desmaye desmayada desmayado sangrando sangrado sangre hemorragia convulsion convulsiones convulsionando garganta hinchada hinchado hinchando sobredosis suicidio suicidarme suicidar emergencia ambulancia urgencia urgente pastillas inconsciente muriendo duele dolor vivir morir embarazada ayuda ayudame ayudenme ayudeme ahogando ahoga asfixiando veneno envenenado intoxicado golpea golpeo pistola cuchillo quiero matar matarme violaron miedo alergica cerrando vomitando calentura fiebre mareada desmayar bebe reacciona despierta paralizado necesito auxilio hospital".split(
    " ",
  );

/** Short forms and spellings further away than a slip. */
const ALIASES: Record<string, string> = {
  breth: "breath",
  breath: "breath",
  brethe: "breathe",
  breeth: "breathe",
  breeve: "breathe",
  bleedin: "bleeding",
  diein: "dying",
  dieing: "dying",
  dyin: "dying",
  sucide: "suicide",
  siezure: "seizure",
  seziure: "seizure",
  sezure: "seizure",
  ceizure: "seizure",
  unconsious: "unconscious",
  unconcious: "unconscious",
  rite: "right",
  hart: "heart",
  hert: "heart",
  atack: "attack",
  chst: "chest",
  chets: "chest",
  emergancy: "emergency",
  stomache: "stomach",
  strok: "stroke",
  ambulence: "ambulance",
  throte: "throat",
  sux: "sucks",
  q: "que",
  k: "que",
  xq: "porque",
  peco: "pecho",
  pcho: "pecho",
  pexo: "pecho",
  respirra: "respira",
  ahoganda: "ahogando",
  toy: "estoy",
  ntp: "",
  cntt: "cant",
  canr: "cant",
  acnt: "cant",
  icant: "i cant",
  ican: "i can",
  nopuedo: "no puedo",
  nopuede: "no puede",
  helpme: "help me",
  iwant: "i want",
  xfavor: "por favor",
  porfabor: "por favor",
  pls: "please",
  plz: "please",
  plss: "please",
  wanna: "want to",
  gonna: "going to",
  gunna: "going to",
  tryna: "trying to",
  rn: "right now",
  u: "you",
  hrs: "hours",
  w: "with",
  kms: "kms",
};

/** Right as they are, though one slip away from a word that decides. */
const OTHER_WORDS = new Set(
  "ahora ahoras auxilios primero pecosa growing mamar mama matas confusion confusing contractors emergencies redaction paused pasted bloom collapse chess cheat chests heard hears hearts strike stroll strokes breeding bleeping breads bread breaths brother broth trouble shots passes pastes past chose choose floor flood brood deals cannon canned passer parsed morar mover moral sangria vivid vivio venir heated press pressed breather breathes hurt vivo duelo pechos throats tongues sweeping sleeping throw through attached attach attract doing drying dyeing blend blond breed threat cooking hunting hurls breadth spelling smelling selling grasping reaccion reacciones pleased places posted passing passed pressures pleasure measure several sever server servers served fewer never lever river saved sacred scarred scare shared fasting painting pointing hearing wearing tearing bearing posing prison person poisson filling billing willing pilling kissing feeding speeding blinds blondes brings toung stroked cheeks chests reactions reacting bleached breached reached purse purpose people couples sweating welling dueles dolores bebes beben viven morir mori marir medio medida miedos pasillas pastilla hinchar quieres quiere quiera matan mata pesado peso pecado dolar color doler dural viviera vives urgencias stormy stoma severely fevers newborns scar scarf stabbing dazzle dizzying accidents accidentally incident conversion conversiones conclusion confuse confuses contraction congested diabetes diabetic hospitals hospitality alergias alergia alergicas ayudar ayudo ayudan ayudas ayudarme ayudarle fiebres despierto despiertan golpes cerrado cerrada cerrar cerraron cerramos vomito vomitos mareado marcada mercado mirando matando mandando bebida bebidas bebo debe neceser necesita necesitan necesitas knives kniving withdrawals withdraw oxygenated broiled burner burnet turned learned earned scored scarred rapid raised ramped rapped roped afraidof fraud".split(
    " ",
  ),
);

/** As it sounds in Spanish: b and v, s, z and soft c, ll and y, k and qu, silent h, and doubled letters are alike. */
const soundOf = (word: string) =>
  word
    .replaceAll("ch", "#")
    .replaceAll("qu", "k")
    .replaceAll(/c(?=[ei])/g, "s")
    .replaceAll(/[cq]/g, "k")
    .replaceAll("h", "")
    .replaceAll("v", "b")
    .replaceAll("z", "s")
    .replaceAll("x", "s")
    .replaceAll("ll", "y")
    .replaceAll(/g(?=[ei])/g, "j")
    .replaceAll(/(.)\1/g, "$1");

const known = new Set([...ENGLISH, ...SPANISH]);
/** Every word and stem of the vocabulary is right as it is. */
const VOCABULARY = [ENGLISH_WORDS, SPANISH_WORDS].flatMap((vocabulary) =>
  Object.values(vocabulary).flatMap((expressions) => expressions.split(/,? /)),
);
const spelled = new Set(VOCABULARY.filter((word) => !word.endsWith("*")));
const stems = new Set(VOCABULARY.flatMap((word) => (word.endsWith("*") ? word.slice(0, -1) : [])));
const hasStem = (word: string) => [...word].some((_, at) => at >= 3 && stems.has(word.slice(0, at + 1)));
const bySound = new Map(SPANISH.map((word) => [soundOf(word), word]));
const byStart = new Map<string, string[]>();
for (const word of known) byStart.set(word[0] ?? "", [...(byStart.get(word[0] ?? "") ?? []), word]);

/** The shortest word that is guessed at, and the shortest in which two slips are forgiven. */
const SHORTEST = 5;
const LONG = 9;

/** Whether one letter added, left out, changed or two swapped make the one of the other (Damerau). Same first letter. */
export function isOneSlip(typed: string, word: string): boolean {
  if (Math.abs(typed.length - word.length) > 1 || typed[0] !== word[0]) return false;
  const [left, right] = apart(typed, word);
  return slips(left, right).some(([one, other]) => one === other);
}

function apart(typed: string, word: string): [string, string] {
  let start = 0;
  while (start < typed.length && typed[start] === word[start]) start += 1;
  return [typed.slice(start), word.slice(start)];
}

/** What is left of both after the first difference is forgiven, in each way it may have come about. */
function slips(left: string, right: string): [string, string][] {
  const swapped = left[0] === right[1] && left[1] === right[0];
  return [
    [left.slice(1), right.slice(1)],
    [left.slice(1), right],
    [left, right.slice(1)],
    ...(swapped ? ([[left.slice(2), right.slice(2)]] satisfies [string, string][]) : []),
  ];
}

function isTwoSlips(typed: string, word: string): boolean {
  if (Math.abs(typed.length - word.length) > 2 || typed[0] !== word[0]) return false;
  const [left, right] = apart(typed, word);
  return slips(left, right).some(([one, other]) => {
    const [rest, wanted] = apart(one, other);
    return slips(rest, wanted).some(([last, end]) => last === end);
  });
}

/** A word of a patient's message as it was meant. Only words of 5 letters and more are guessed at. */
export function meant(word: string): string {
  const alias = Object.hasOwn(ALIASES, word) ? ALIASES[word] : undefined;
  if (alias !== undefined) return alias;
  if (known.has(word) || OTHER_WORDS.has(word) || spelled.has(word) || hasStem(word)) return word;
  const sounds = word.length >= SHORTEST ? bySound.get(soundOf(word)) : undefined;
  if (sounds) return sounds;
  if (word.length < SHORTEST) return word;
  const near = (byStart.get(word[0] ?? "") ?? []).filter((right) => right.length >= SHORTEST);
  const once = near.find((right) => isOneSlip(word, right));
  if (once ?? word.length < LONG) return once ?? word;
  return near.find((right) => right.length >= LONG && isTwoSlips(word, right)) ?? word;
}
