import type { Said } from "@/lib/emergencies/rules/lexicon";
import type { Strength } from "@/lib/emergencies/rules/nets";
import type { Word } from "@/lib/emergencies/rules/reading";

const of = (words: string) => new Set(words.split(" "));

/** What can be denied: "no chest pain". What is itself a denial ("can't", "not") cannot. */
const DENIABLE = of(
  "pain headache stroke heartAttack palpitation choke blood bleed gush swell dizzy confused fever faint seizure allergy overdose suicide crisis voices emergency fluid tarry nausea labor racing numb intense withdrawal poisoned crash stiffNeck hopeless unsafe attacked dying hard helpMe slur shake die tooMany opened",
);
const DENIES = of(
  "no not without denies denied deny never dont didnt havent hasnt isnt arent wasnt doesnt aint nor neither sin ningun ninguna nunca tampoco ni zero",
);
/** What may stand between a denial and what it denies. */
const BETWEEN = of(
  "have having had has any a an the more been feel feeling felt really longer is am are get getting got experienced experiencing sign signs of in symptoms symptom actual current currently new other or nor and such chest head back belly stomach blood severe bad much tengo tiene he ha hay tenido me le se mas de el la en siento siente nada dolor dolores duele fuerte es una un of o ni y pecho cabeza estomago problemas problema trouble falta sensacion estoy esta ya seria nothing anymore feels been do does did thoughts pensamientos",
);
/** "never had pain like this" denies nothing. */
/** "no fever or chest pain" denies both. */
const LINKS = of("or nor ni o");
const UNDENIES = of("like this worse before asi");
const MOST_BETWEEN = 5;
/** "can't say a sentence without gasping" denies nothing. */
const WITHOUT = of("without sin");
const UNABLE = of("cant cannot barely hardly puedo puede apenas couldnt unable");
const isUnable = (before: readonly Word[]) => before.some(({ plain }) => UNABLE.has(plain));

/** Whether what is said is denied right before, within the same stretch between commas. */
export function isDenied({ first, last }: Said, concept: string, words: readonly Word[]): boolean {
  if (!DENIABLE.has(concept)) return false;
  const own = words[first];
  if (!own || words.slice(last + 1, last + 4).some(({ plain }) => UNDENIES.has(plain))) return false;
  for (let at = first - 1; at >= Math.max(0, first - 1 - MOST_BETWEEN); at -= 1) {
    const word = words[at];
    if (!word || word.stretch !== own.stretch) return false;
    if (DENIES.has(word.plain))
      return !(WITHOUT.has(word.plain) && isUnable(words.slice(Math.max(0, at - 6), at)));
    const listed = LINKS.has(words[at + 1]?.plain ?? "");
    if (!BETWEEN.has(word.plain) && !listed) return false;
  }
  return false;
}

const PAST =
  /\b(?:years? ago|months? ago|weeks? ago|(?:few|several) days ago|last (?:year|month|spring|summer|fall|winter|visit|time)|in (?:19|20)\d\d|history|when i was|as a (?:kid|child)|used to|back in|since (?:19|20)\d\d|previous|survivor|hace (?:\w+ )?(?:anos?|meses|semanas)|el (?:ano|mes) pasado|la semana pasada|en (?:19|20)\d\d|antecedentes?|historial|cuando era|antes tenia)\b/;
const NOW =
  /\b(?:now|again|today|tonight|right now|rn|since this|this morning|still|hoy|ahora|ahorita|otra vez|de nuevo|esta (?:manana|noche|tarde)|sigue|todavia|asap|help|ayuda)\b/;
const SLIGHT =
  /\b(?:a little|a bit|little bit|slight\w*|minor|mild|mildly|tiny|small|un poco|un poquito|poquito|poquita|leve|leves|better|improv\w*|mejor|mejorando|mejoro|normal|healing|healed|sanando|almost gone|went away|is gone|ya paso|every day|daily|usual|usually|always|siempre|season|seasonal|temporada)\b/;
const OFFICE =
  /\b(?:appointments?|appts?|apt|refills?|reschedul\w*|schedul\w*|follow ?up|check ?ups?|screenings?|results?|bills?|billing|copay|insurance|forms?|class|classes|prescriptions?|rx|pharmacy|referral|records|portal|vaccines?|physical|test|tests|testing|study|brochure|pamphlet|citas?|recetas?|resultados?|farmacia|seguro|factura|cuenta|chequeo|programar|agendar|examen|examenes|vacunas?|formulario|folleto|clase|copago|referencia|expediente|prevent\w*|preven\w*|awareness|can i (?:take|give|eat|drink|shower|bathe|swim|exercise|get|have|use|bring|do|still)|should i (?:bring|fast|take)|puedo (?:tomar|comer|banarme|usar|hacer)|is it (?:ok|okay|normal|safe)|es normal|do you (?:do|have|offer|treat|take|see)|does (?:dr|the doctor|insurance))\b/;

/** Which finds the words beside them take back: said of one sentence. */
export function takenBackIn(sentence: string): ReadonlySet<Strength> {
  if (NOW.test(sentence)) return new Set();
  if (PAST.test(sentence)) return new Set(["unless_past", "unless_slight"]);
  return new Set(SLIGHT.test(sentence) || OFFICE.test(sentence) ? ["unless_slight"] : []);
}
