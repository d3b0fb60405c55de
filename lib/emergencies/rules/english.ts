/** Words are lower case and without accents or apostrophes; `.` between words is one or more spaces (see `phrase`). */

const CANT = "(?:cant|cannot|can not|cnt|caint|couldnt|could not|unable to|not able to|wont|doesnt|isnt)";
const HARD =
  "(?:barely|hardly|hard|harder|trouble|troubles|difficulty|difficult|struggling|struggles|problem|problems|labored|stopped|not|isnt|quit)";
const BREATHE = "(?:breathe|breathing|breath|breathes)";
const HURTS =
  "(?:pain|pains|painful|hurt|hurts|hurting|tight|tightness|pressure|heavy|heaviness|crushing|squeezing|burning|ache|aches)";
const SELF = "(?:myself|herself|himself|themselves|themself|my self|her self|him self)";
const SOMEONE = "(?:me|us|him|her|them|you|my \\w+|everyone|everybody|someone|somebody|people|kids|the \\w+)";

/** What an English speaker in danger may write. Recall first: a needless look costs a minute. */
export const ENGLISH: readonly string[] = [
  // Breath
  `${CANT} (?:\\w+ ){0,3}${BREATHE}`,
  `${HARD} (?:\\w+ ){0,3}${BREATHE}`,
  `${BREATHE} (?:\\w+ ){0,3}(?:bad|badly|fast|weird|funny|shallow|heavy|hard|difficult|trouble|problems|stopped|worse)`,
  "(?:short|shortness|out|loss) of (?:breath|air)",
  `${CANT} (?:get|catch) (?:\\w+ ){0,3}(?:air|breath|breathe)`,
  "gasping",
  "(?:lips|face|skin|fingers|she|he|baby|turning|turned|went|is|are) (?:\\w+ ){0,2}(?:blue|purple|gray|grey)",
  "inhaler (?:\\w+ ){0,4}(?:helping|working|help|work|nothing|empty)",
  "suffocat\\w*",
  // Heart
  `chest (?:\\w+ ){0,4}${HURTS}`,
  `${HURTS} (?:\\w+ ){0,4}chest`,
  "(?:elephant|weight|brick|something) (?:\\w+ ){0,3}on (?:my |his |her )?chest",
  "heart attack",
  "cardiac arrest",
  "heart (?:\\w+ ){0,3}(?:racing|pounding|stopped|stopping|fluttering|skipping|giving out)",
  `left arm (?:\\w+ ){0,3}(?:numb|tingling|tingly|${HURTS})`,
  `(?:numb|numbness|${HURTS}) (?:\\w+ ){0,4}left arm`,
  // Brain
  "(?:having|had|has|have|think|maybe|like|a|mini) (?:\\w+ ){0,4}stroke",
  "face (?:\\w+ ){0,3}(?:droop\\w*|numb|crooked|drop\\w*|sagging)",
  "slur\\w*",
  `${CANT} (?:move|feel|lift|use) (?:\\w+ ){0,4}(?:arm|arms|leg|legs|side|face|hand|hands|body|toes)`,
  "(?:side|half) (?:\\w+ ){0,4}(?:numb|weak|paralyzed)",
  "paralyzed",
  "sudden\\w* (?:\\w+ ){0,4}(?:weak\\w*|numb\\w*|blind\\w*|vision|confus\\w*|dizz\\w*)",
  "worst (?:headache|migraine|head ache)",
  "(?:lost|losing) (?:\\w+ ){0,3}(?:vision|sight|consciousness)",
  `(?:${CANT} see|went blind|gone blind|cant talk|cannot talk|cant speak|cannot speak)`,
  "seizure|seizures|seizing|convuls\\w*",
  // Blood
  "(?:bleeding|bleed|bleeds) (?:\\w+ ){0,5}(?:lot|heavily|heavy|bad|badly|stop|stopping|everywhere|nonstop|through|much|hours)",
  "(?:wont|doesnt|cant|not|never|isnt|didnt) (?:\\w+ ){0,3}(?:stop|stopping|stopped) (?:\\w+ ){0,3}(?:bleeding|blood)",
  "heavy bleeding|hemorrhag\\w*|gushing",
  "(?:lot|lots|much|tons) of blood|so much blood|too much blood|blood everywhere",
  "los(?:ing|t) (?:\\w+ ){0,3}blood",
  "(?:coughing|coughed|cough|vomiting|vomited|throwing|threw|puking|puked|spitting|peeing|pooping) (?:\\w+ ){0,2}blood",
  "(?:soaking|soaked|soak) (?:\\w+ ){0,4}(?:pad|pads|towel|bandage|gauze)",
  "pregnant (?:\\w+ ){0,8}(?:bleeding|blood|cramping|fell)",
  "(?:baby|babys) (?:\\w+ ){0,3}(?:isnt|not|hasnt|stopped|quit|wont) (?:\\w+ ){0,2}(?:moving|moved|move|responding|waking|eating|breathing)",
  "(?:cant|dont|havent|not) (?:feel|felt|feeling) (?:\\w+ ){0,3}baby",
  "water (?:just )?broke",
  // Consciousness
  "(?:pass|passed|passing|black|blacked|blacking) out",
  "unconscious|unresponsive|fainted|fainting|collapsed|collapsing",
  "(?:wont|cant|not|isnt|doesnt|couldnt) (?:\\w+ ){0,2}(?:wake|waking|responding|respond)",
  "limp|lifeless",
  "(?:fell|fallen|fall) (?:\\w+ ){0,8}(?:head|bleeding|cant|get up|hip|unconscious|stairs)",
  "(?:hit|hits|banged|bumped|cracked) (?:\\w+ ){0,3}head",
  // Throat and allergy
  "choking|choked on|anaphyla\\w*|epi ?pen",
  "(?:throat|tongue|face|lips|mouth) (?:\\w+ ){0,4}(?:swell\\w*|swollen|clos\\w*|tight\\w*)",
  "swell\\w* (?:\\w+ ){0,4}(?:throat|tongue|face|lips)",
  "allergic reaction",
  // Poison
  "overdos\\w*|od ?d|oded",
  "(?:took|taken|take|swallowed|ate) (?:\\w+ ){0,3}(?:too many|too much|whole bottle|entire bottle|bottle of|handful|double|bunch)",
  "(?:took|taken|swallowed|ate) (?:all|every|\\d\\d) (?:\\w+ ){0,3}(?:pills|meds|tylenol|medicine|tablets)",
  "(?:drank|swallowed|ate|drinking|got into|ingested) (?:\\w+ ){0,4}(?:bleach|poison|battery|batteries|detergent|chemicals?|cleaner|antifreeze|pills|magnet|magnets|coin)",
  "poison(?:ed|ing)?",
  "carbon monoxide|drown\\w*|electrocut\\w*",
  // Suicide and self-harm
  "suicid\\w*|kms|unalive",
  `(?:kill|killing|hurt|hurting|harm|harming|cut|cutting|shoot|hang|hanging) ${SELF}`,
  "self harm\\w*|slit (?:my|her|his) wrists?|cut (?:my|her|his) wrists?",
  "end (?:my|her|his|it|this) (?:own )?(?:life|all)|take my (?:own )?life|ending (?:my life|it all|it)",
  "(?:want|wanna|wants|going|gonna|wish|ready|rather|better|try|tried|trying) (?:\\w+ ){0,4}(?:die|dead|dying)",
  "(?:dont|do not|didnt|doesnt|never) (?:want|wanna|wants) (?:to )?(?:live|be here|be alive|wake up|exist|go on)",
  "better off (?:dead|without me|if i)",
  "(?:no|nothing|any) (?:reason )?(?:to live|left to live|to live for|point in living|point living)",
  "(?:cant|cannot) (?:go on|do this anymore|take it anymore|take this anymore|keep going|live like this)",
  "tired of (?:living|being alive)|gun to my head|jump off|goodbye forever",
  "hurt (?:my|the) (?:baby|kids?|child|children)",
  // Violence
  "(?:has|have|with|got|pulled|grabbed) (?:a|the|his|her) (?:gun|knife|weapon)",
  "(?:hit|hits|hitting|beat|beats|beating|choked|strangl\\w*|attacked|raped|assaulted|stabbed|hurting|abusing|abuses) (?:me|her|him|my \\w+|us)",
  `(?:going to|gonna|threaten\\w*|try\\w*|tried|wants? to|will|want) (?:\\w+ ){0,3}(?:kill|hurt|shoot|stab|harm) ${SOMEONE}`,
  "(?:afraid|scared) (?:\\w+ ){0,4}(?:kill|hurt|hit) (?:me|us)",
  "(?:not|dont feel|isnt|am not) safe|unsafe|in danger",
  "raped|stabbed|gunshot|got shot|been shot|was shot|(?:sexually )?assaulted",
  // Injury and numbers
  "bone (?:\\w+ ){0,3}(?:sticking|out|through|showing)",
  "(?:severe|bad|badly|third degree) (?:burn|burns|burned|burnt)|burned (?:\\w+ ){0,4}badly",
  "(?:car|motorcycle|bike) (?:accident|crash|wreck)",
  "sugar (?:\\w+ ){0,4}(?:[1-4]\\d|5[0-4]|[4-9]\\d\\d|dropping|dropped|crashing|wont come)",
  "(?:pressure|bp) (?:\\w+ ){0,4}(?:1[89]\\d|2[0-4]\\d)",
  "(?:baby|newborn|infant|month old|week old) (?:\\w+ ){0,6}(?:fever|10[2-7]|lethargic|limp|blue|choking)",
  "fever (?:\\w+ ){0,4}10[4-8]|10[4-8] (?:\\w+ ){0,2}fever|temp (?:\\w+ ){0,3}10[4-8]",
  "stiff neck|(?:cant|wont) stop (?:vomiting|throwing up|shaking)",
  // Plain calls for help
  "emergenc\\w*|emergancy|emergcy|emrgency|911|ambulance|paramedics?|sos",
  "(?:im|i am|am|hes|shes|is|are) (?:\\w+ ){0,2}dying|(?:going to|gonna|about to|might) die",
  "need (?:\\w+ ){0,3}help (?:now|right now|asap|immediately|fast|urgent\\w*|quick\\w*|bad)",
  "(?:please |somebody |someone )?help me(?: please| now| help| pls)*$|^help help|^please help(?: me)?$",
];

/** Everyday sentences in which the same words mean no danger now. Only these words are set aside, the rest is read. */
export const ENGLISH_HARMLESS: readonly string[] = [
  "(?:no|without|denies|denied|any|not having|not had|havent had|dont have|do not have|didnt have|no more|not having any|dont have any|no longer have) (?:\\w+ )?(?:chest (?:pain|pains|tightness)|trouble breathing|shortness of breath|difficulty breathing|bleeding|seizures?|suicidal thoughts|allergic reactions?)",
  "(?:not|no longer|never) (?:suicidal|bleeding|short of breath|dizzy|choking)",
  "(?:not|isnt|non|no|wasnt|nothing) (?:an |a |really an |a real )?emergenc(?:y|ies)|nonemergency",
  "emergency (?:contacts?|phone|numbers?|form|card|fund|info\\w*|kit|exit|drill|savings|preparedness|department (?:bill|records?)|room (?:bill|records?|visit|copay)|contact)",
  "if (?:its|it is|this is|there is|theres) an emergency",
  "seizure (?:meds?|medicine|medication|medications|pills|refill|free|clinic|log|diary|doctor|drug)|(?:last|no) seizure|seizure was|free of seizures",
  "chest (?:x ?rays?|xrays?|ct|scan|exam|cold)",
  "breathing (?:test|treatments?|machine|exercises?|tubes?|class)",
  "breathing (?:is |has been )?(?:\\w+ )?(?:better|fine|normal|good|improved|easier|great)|breathe (?:\\w+ )?(?:better|fine|easier|again|normally)",
  "(?:heart attack|stroke|overdose|seizures?) (?:\\w+ ){0,2}(?:years? ago|last year|back in|in (?:19|20)\\d\\d|history|risk|prevention|awareness|clinic|survivor|support)",
  "(?:history|risk|family history|chance|chances|survivor|signs|recover\\w*|since|after) (?:of |from |for )?(?:\\w+ )?(?:my |his |her |the |a )?(?:heart attacks?|strokes?|seizures?|suicide)",
  "stroke of|heat ?stroke (?:awareness|prevention)|back ?stroke|breast ?stroke",
  "(?:almost|nearly) (?:had|gave me|got) a heart attack|heart attack when i (?:saw|opened|got)",
  "suicide (?:prevention|awareness|hotline|walk|screening|questionnaire|loss)",
  "(?:dying|die) (?:to|for) (?:know|see|try|hear|meet|go|get back|eat|a)\\b|to die for|dying (?:of|from) (?:laughter|laughing|boredom|curiosity|heat)|dying laughing|phone (?:is |was )?(?:dying|about to die)|battery (?:is |was )?(?:dying|about to die|going to die)",
  "poison (?:ivy|oak|sumac)|food poisoning last",
  "(?:passed|passing|pass) out (?:the |some )?(?:flyers|forms|papers|candy|cards)",
  "choking hazards?",
  "(?:ambulance|911|er) (?:bill|bills|claim|invoice|charge|charges|ride (?:bill|cost|last))|bill (?:from|for) (?:the |an |my )?(?:ambulance|emergency room|er|emergency)",
  "(?:bit|little) (?:hard|difficult|trouble) to|hard to breathe new life",
  "limp(?:ing)? (?:is|has|was|a little|when|around|better)|slight limp|a limp|bit of a limp",
  "epi ?pens? (?:\\w+ )?(?:refill|prescription|expires?|expired|renew\\w*|rx)|(?:refill|renew|prescription for|new|order|pick up) (?:\\w+ ){0,2}epi ?pens?",
  "(?:allergic reaction|allergic reactions) (?:\\w+ ){0,2}(?:last|years|test\\w*|history|to penicillin as)",
  "safe to|not safe for (?:work|kids)|is it (?:not )?safe",
  "(?:take|took|taking) too (?:much|many) (?:time|days|calls|classes|hours)|took too (?:long|much time)",
  "water (?:just )?broke(?:n)? (?:heater|pipe|main|line)|out of breath (?:mints)",
  "(?:blue|gray|grey|purple) (?:form|card|pills?|inhaler|shield|cross|book|sheet|paper|folder|building|house|door)",
];
