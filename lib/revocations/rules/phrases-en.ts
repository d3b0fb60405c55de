import type { Phrase } from "@/lib/revocations/rules/phrase";

/** Whole messages besides the carriers' own words that say nothing else than "stop texting". */
export const STOP_WORDS =
  `stop stpo sotp tsop stp stawp stopp sttop sstop stpp st0p dtop atop wtop srop syop stip stopo stopit stahp stap
  stopall unsubscribe unsubcribe unsuscribe unsubscibe unsubscrib unsub qiut optout optuot`.split(/\s+/);
export const STOP_PHRASES = [
  "opt out",
  "stop all",
  "stop it",
  "s t o p",
  "st op",
  "stop stop",
  "unsubscribe me",
  "remove me",
  "no more texts",
  "stop texts",
  "end texts",
  "stop end quit",
];

const TEXTS =
  "(?:texts?|texting|textin|txts?|txting|messages?|messaging|msgs?|msging|messging|massages|sms|contacting|contact|emails?|emailing|spam|spamming)";
const GAP =
  "(?: (?:sending|send|me|us|these|the|this|those|all|with|your|ur|any|of|more|getting|receiving|automated|auto|damn|stupid|fucking|f|annoying|to|text|further|future|please|pls|my|number|phone|everything|and|calling|calls|future))*";
/** Words after which a stop is about something else than every message, or not about now. */
const LIMITED =
  "(?:about|after|before|until|till|during|when|while|if|unless|except|only|on|at|regarding|between|in|so|the|my(?! (?:phone|number|cell|line|mobile)\\b)|his|her|late|early|that|twice|for(?! (?:me|us|good|ever)\\b))";

/** "remove me from the waitlist" is about a visit. */
const NOT_LISTS =
  "(?! (?:from|off|of) (?:the |that |this |your |my )?(?:wait|waitlist|waiting|schedule|appointment|appt|calendar|slot|cancellation|plan|insurance|account|mychart|portal|meds?|metformin|medication|pill|study|\\d))";

const ME =
  "(?:me|us|my (?:number|phone|cell|name|info|email|contact)(?: number| info| address)?|this (?:number|phone|cell|email)(?: number)?|that number)";

/** Certain as a whole clause, unless a limit follows. */
export const CERTAIN_EN: Phrase[] = [
  [
    "stop_texts",
    new RegExp(
      `\\b(?:stop|stpo|sotp|stp|stahp|quit|cease|discontinue|halt|end|cancel|turn off|shut off|switch off|disable|knock off|(?:cut|knock) (?:it|this|that) (?:out|off) with)${GAP} ${TEXTS}\\b`,
    ),
  ],
  [
    "stop_bothering",
    /\b(?:stop|quit|cease) (?:bothering|bugging|harassing|pestering|spamming|annoying|blowing up|reaching out to) (?:me|us|my (?:phone|cell|number))\b/,
  ],
  [
    "stop_sending",
    /\b(?:stop|quit|cease) sending (?:(?:me|us|this|these|your|that|all|any|more|of) )*(?:crap|shit|bullshit|bs|junk|garbage|nonsense|stuff|anything)\b/,
  ],
  [
    "told_to_stop",
    /\b(?:told|asked|telling|asking|begging|said to) (?:you|u|yall|you guys|you people)(?: \w+){0,2} (?:to )?(?:stop|quit)(?: (?:texting|messaging|emailing|contacting|sending)(?: me)?)?$/,
  ],
  [
    "never_hear",
    /\b(?:(?:do not|dont|never) (?:want|wish|need|care) to (?:ever )?hear (?:anything )?(?:more )?from (?:you|yall|this clinic)|(?:do not|dont|never) (?:ever )?(?:reach out|write|message)(?: to)? (?:to me|me|us|here)?(?: again| anymore| any more)$|no (?:further|more) communications?|(?:end|cease|stop) (?:all )?communications?)/,
  ],
  [
    "want_off",
    /\b(?:want|need|would like|id like|get) (?:me |us )?(?:to be |to get |to come )?(?:off|out)(?: of)? (?:your|this|the|that|ur|these) (?:\w+ )?(?:lists?|texts?|messages?)\b/,
  ],
  [
    "dont_text",
    /(?<!\bi )\b(?:do not|dont|donot|never)(?: (?:ever|please|pls|be))* (?:text(?:ing)?|txt|message|messaging|msg|contact|email|spam)\b/,
  ],
  [
    "dont_want_texts",
    /\b(?:do not|dont|donot|no longer|never) (?:want|wish|need|like|care)(?: (?:to|you|any|more|your|these|the|getting|get|getting|receive|receiving|be|being|sending|send|me|us))* (?:text(?:s|ed|ing)?|txts?|messages?|messaging|msgs?|sms|contacted|contacting|contact|emails?|emailed|email)\b/,
  ],
  [
    "dont_send",
    /\b(?:do not|dont|donot|never) (?:ever )?(?:send|write)(?: (?:me|us|any|more|anymore|these|to))* ?(?:texts?|messages?|msgs?|emails?|anything|anymore|again|here)\b/,
  ],
  ["remove_me", new RegExp(`\\b(?:remove|delete|erase|scratch|unlist) ${ME}\\b${NOT_LISTS}`)],
  [
    "take_me_off",
    new RegExp(
      `\\b(?:take|get) ${ME} off(?: of)?(?: (?:your|the|this|that|ur))?(?: (?:text|texting|sms|call|calling|contact|mailing|message|messaging|email))* ?(?:lists?|texts?|messages?|database|system)?$`,
    ),
  ],
  [
    "unsubscribe_me",
    /\b(?:unsubscribe|unsubcribe|unsuscribe|unsubscibe|unsub|opt) (?:me|us|out me|this number|my number|me out)\b/,
  ],
  [
    "opt_me_out",
    /\b(?:(?:want|like|wish|need|choose|id like) to (?:unsubscribe|unsub|opt out|be (?:removed|unsubscribed|taken off))|opting out|i opt out)\b/,
  ],
  [
    "revoke",
    /\b(?:revoke|revoking|withdraw|withdrawing) (?:my |all |any )*(?:consent|permission|authorization)\b|\b(?:do not|dont|no longer) (?:give (?:you )?(?:my )?)?(?:consent|permission) (?:to|for) (?:(?:receive|receiving|getting|get|be|being|any|more|these|your|this|you|to|text|sms|texting|further) )*(?:texts?|messages?|texting|texted|messaged|contacted)\b/,
  ],
  [
    "no_more_texts",
    /\b(?:no more|no further|no additional)(?: (?:of|these|text|sms|damn|automated|your|contact))* (?:texts?|txts?|messages?|msgs?|sms|emails?|texting|messaging|contact)\b/,
  ],
  [
    "no_texts",
    /^(?:(?:i said|we said|and|so) )?no (?:texts|texting|txts?|sms|text messages?|messages?|emails?)(?: (?:here|anymore|to this number))?$/,
  ],
  ["lose_my_number", /\b(?:lose|forget) (?:my|this) number\b/],
  ["leave_me_alone", /\bleave (?:me|us) (?:alone|be|the (?:hell|fuck) alone)\b/],
  ["off_this", /\b(?:get|take) (?:me|us) off (?:of )?(?:this|that) (?:thing|service|program|stuff)$/],
  ["off_your_list", /^off (?:your|the|this) (?:list|text list|mailing list)$/],
  [
    "wrong_number",
    /^(?:(?:sorry|hi|hey|um|uh|no|but|think|i think|pretty sure|im afraid|you|u|have|has|got|this|is|are|texting|texted|reached|its|it|ur|your|youve|must|be|the|a|i) )*wrong (?:number|numbr|num|nbr|person|phone|phone number|#)(?: (?:sorry|buddy|bro|dude|here|lol|man|stop|stop texting|stop texting me|please stop|remove me|quit))?$/,
  ],
  [
    "not_them",
    /\bthis (?:is not|isnt|is no longer|aint) (?:her|his|their|[a-z]+s) (?:number|phone|cell)(?: (?:anymore|number|any more))?$/,
  ],
];

export const LIMIT_EN = new RegExp(
  `^ ?(?:anymore |any more |again |here |please |pls |me |us |to |number |(?:on |at )?(?:my|this) (?:phone|cell|number|line) ?)*${LIMITED}\\b`,
);

/** Certain words about some of the messages only, or about calls: a person decides how far they go. */
export const PARTIAL_EN =
  /\b(?:reminders?|appointment|marketing|promo\w*|billing|surveys?|newsletters?|(?<!(?:will|ill|gonna|going to|to) )calls?|calling|results?|so (?:much|many|often|late|early)|if|unless|except|only|instead|maybe|might|how (?:do|can|to|would)|can i|could i|is it possible|what happens)\b/;

/** Unclear alone: everything automatic waits until a person has read it. */
export const UNSURE_EN: Phrase[] = [
  [
    "remove",
    /^(?:delete|remove us|removed|no more|enough|im done|please remove|quit it|cancel all|cancel everything|remove|end this|end it|cancle|cancell|cancel|end|quit|revoke|stoo|sop|stol|sto|stap|unsubscribed|no stop|spam|not interested|unscribe|stop now)$/,
  ],
  [
    "stop_reminders",
    /\b(?:stop|stpo|sotp|quit|cancel|end|discontinue|turn off|shut off|mute|pause|disable)(?: (?:sending|send|me|us|these|the|this|those|all|with|your|any|of|more|getting|receiving|automated|appointment|appt|text|phone|voice|marketing|billing))* (?:reminders?|notifications?|notices?|alerts?|calls|calling|surveys?|newsletters?|texts?|messages?|emails?|communications?|subscription|everything|updates|promotions?|promos?)\b/,
  ],
  [
    "stop_this",
    /\b(?:stop|quit|cease) (?:this|that|these|it|bothering|bugging|harassing|blowing|doing this|sending|with (?:this|that|it)|already|all|messing|pestering)\b/,
  ],
  ["unsubscribe", /\b(?:unsub\w*|opt(?:ing|ed)? out|optout|opt me|unsuscri\w*|unsubcri\w*)\b/],
  [
    "too_many",
    /\b(?:too many|so many|too much|enough|sick of|tired of|fed up with|get(?:ting)? way too many)(?: (?:of|with|these|the|your|damn|all|getting|with the))* (?:texts?|texting|messages?|reminders?|emails?|msgs?|notifications)\b/,
  ],
  [
    "gone_number",
    /\b(?:(?:do not|dont|doesnt|does not|no longer|not) (?:use|uses|have|has|own|answer|check)(?: \w+)? this (?:phone|number|cell|line|email)|(?:changed|switched|lost|sold|gave up) (?:this|that) (?:phone|number)|this (?:phone|number) (?:is|was) disconnected|changed (?:my|her|his|their) number|new number)\b/,
  ],
  [
    "not_them",
    /\b(?:this (?:phone|number) (?:is|was) (?:reassigned|not (?:mine|hers|his|theirs))|(?:he|she|they)(?: \w+)? (?:doesnt|does not|dont|no longer|didnt)(?: \w+)? lives? here|(?:he|she|they)(?: \w+)? moved (?:out|away)|used to live here|^no (?!one|pain|problems?|issues?|parking|rush|worries|changes?|signal|service|bleeding|fever|wifi|more|longer|swelling|complaints?)[a-z]{3,} here$|(?:hasnt|has not|havent|have not) had this (?:number|phone|cell)|(?:have|had|has|having) this (?:number|phone|cell) (?:for|over|since)|(?:recently|only) (?:got|received|bought) this (?:number|cell)|^(?:i|we) got this (?:number|cell)$|(?:got|have) this (?:number|cell) (?:recently|last|this (?:week|month)|yesterday|a (?:few|couple|week|month))|this (?:number|cell) (?:used to|previously|formerly)|previous owner)\b/,
  ],
  [
    "other_only",
    /\bonly (?:call|email|mail|phone)\b|\bonly (?:text|message|email) (?:me |us )?(?:about|for|when|if|on)\b|\bno (?:more )?(?:marketing|promo\w*|sales|advertis\w*) (?:texts?|messages?|emails?)\b|\brather you (?:call|email|mail)\b|\b(?:can|may|ok to) text (?:me )?but\b|\b(?:\d+|two|three|four|five|ten) (?:of these|texts|messages) (?:a|per|every|each) (?:day|week)\b|\b(?:call|email|mail|phone)(?: me| us)? instead\b|\b(?:text|texting|message|messaging|email|emailing)(?: me| us)? (?:way |far |waaay )?too (?:much|often|many)\b|\b(?:this|it) is getting (?:old|ridiculous|out of hand)\b/,
  ],
  [
    "annoyed",
    /\b(?:annoying|annoyed|irritating|leave us be|get off my phone|my number is private|how (?:did|do) (?:you|u|yall) (?:get|have|got) (?:my|this) (?:number|phone|cell|info)|who gave you (?:my|this) number|where did you get (?:my|this) (?:number|info))\b|^(?:not me|not mine|not my (?:kid|child|son|daughter|patient)|i (?:do not|dont) have (?:any )?(?:kids|children|a (?:kid|child|son|daughter))|(?:this is )?(?:a )?(?:scam|scammers?|phishing)|blocked|reported|this (?:is not|isnt) me|thats not me|that(?:s| is) not my name|why (?:am|are) (?:i|we) (?:still |even )?(?:getting|receiving) th(?:is|ese)|you (?:have|got) the wrong)$/,
  ],
  [
    "how_to_stop",
    /\bhow (?:do|can|would) (?:i|we) (?:make (?:this|these|it|them) stop|stop (?:this|these|it|them|getting|receiving)|turn (?:this|these|it|them) off|get off|end (?:this|these)|block)\b|\bmake (?:it|this|these|them) stop\b/,
  ],
  [
    "keep_texting",
    /\b(?:keep|keeps|kept|constantly|always|why (?:are|do|am) (?:you|i)(?: still| keep)?) (?:on )?(?:text\w*|messag\w*|sending|email\w*|getting (?:these|texts|messages|your)|bothering|spamming|contacting)\b/,
  ],
  [
    "spam",
    /\b(?:spam|spamming|harass\w*|report(?:ed|ing)? (?:you|this|as)|block(?:ed|ing)? (?:you|this)|sue you|lawsuit|attorney|lawyer|fcc|tcpa|do not call)\b/,
  ],
  [
    "never_asked",
    /\b(?:did not|didnt|never|do not remember|dont remember|dont recall)(?: \w+){0,2} (?:sign(?:ed|ing)? up|ask(?:ed)? (?:for|to)|subscribe\w*|agree\w*|consent\w*|give (?:you )?(?:permission|consent)|gave (?:you )?(?:permission|consent)|opt(?:ed)? in)\b/,
  ],
  [
    "not_interested",
    /\b(?:not interested|no longer interested|no interest|(?:no longer|dont|do not) (?:need|want|require) your services|dont need (?:these|this|your (?:texts|messages|reminders|services))|do not need (?:these|this|your (?:texts|messages|services)))\b/,
  ],
  [
    "left_clinic",
    /\b(?:(?:no longer|not|never been|never was|wasnt) (?:a |your |an? active )?(?:patient|pt|client)\b|new (?:doctor|dr|dentist|clinic|provider|pcp|pediatrician|obgyn|orthodontist|practice)\b(?! appointment| appt| visit)|(?:switched|changed|changing|moved to (?:another|a different)|found (?:another|a new|a different)|going to (?:another|a different)|seeing (?:another|a different)|(?:switched|changed|going|went) to a(?:nother| different| new)) (?:doctors?|dr|dentists?|clinics?|providers?|practices?)|dont go (?:there|to you)|never been to (?:your|ur|that) (?:clinic|office|practice|place)(?! before)|moved (?:away|out of state)|(?:dont|do not|no longer) live in (?:the )?\w+(?: \w+)? any ?more|transferr?ed (?:my )?(?:care|records))/,
  ],
  [
    "wrong_number",
    /\b(?:wrong (?:number|person|phone|numbr|guy|lady)|not the (?:right )?(?:person|number|patient)|not (?:her|his|their|my (?:moms|sons|husbands|wifes)) (?:number|phone|cell)|(?:nobody|no one|noone|no)(?: one)?(?: here)?(?: is| lives here)? (?:named|by that name|called)|dont know (?:anyone|any|who|a|anybody)|who(?:s| is) (?:maria|this person)|im not (?:maria|her|him|the patient|that person)|not (?:maria|the person)|(?:havent|have not) been a patient)\b/,
  ],
  [
    "off_list",
    /\b(?:off|from|out of) (?:of )?(?:your|the|this|that|ur) (?:\w+ )?(?:list|texts|text list|mailing|system|database|distribution)\b/,
  ],
  [
    "other_way",
    /\b(?:rather|prefer)(?: to)? (?:get|have|use|receive|be (?:called|emailed)|email|emails|mail|calls?|phone calls?)\b|\b(?:use|try|text|send (?:it|them|these) to) my (?:other|new|wifes|husbands|moms|dads|daughters|sons) (?:number|phone|cell|email)\b|\b(?:instead of|rather than|prefer not|not by|dont like) (?:\w+ )?(?:text\w*|messages?|emails?|getting text\w*)\b|\bno (?:texts|texting|text|emails)(?:$| (?:just|only|call))|\b(?:rather|prefer)(?: \w+){0,3} not(?: \w+){0,4} (?:text\w*|messages?|emails?)\b/,
  ],
  [
    "no_contact",
    /\b(?:no contact|cease and desist|do not disturb|dont bother|do not bother|go away|shut up|get lost|fuck off|f off|piss off|screw you|leave me|(?:take|get) (?:me|us|my number) off(?! (?:of )?(?:the|my|that|this|these|his|her|a) (?!(?:\w+ )?(?:lists?|texts?|system|database|messages?|phone)))|dont (?:ever )?(?:reach out|write)|not to (?:text|message|contact|be texted|be contacted|email)|stop$)/,
  ],
  [
    "dont_text",
    /\b(?:do not|dont|donot|never|rather you not|prefer you not|wish you wouldnt|would you not|please not) (?:\w+ ){0,4}(?:text(?:s|ed|ing)?|txts?|messages?|messaging|msgs?|sms|contact(?:ed|ing)?|emails?|emailing)\b/,
  ],
];

/** What only sounds like a stop; blanked before unclear words are looked for. */
export const GUARDS_EN: RegExp[] = [
  // What one stops doing is no message, unless it is one.
  /\bstop (?!text|txt|messag|msg|send|contact|email|spam|call|both|bug|harass|pester|annoy|blow|reach|writ|mail|notif|remind|sms)\w+ing\b/g,
  /\b(?:pharmacy|chart|file|portal|account|insurance|lab|hospital) (?:still )?(?:has|have|shows|had|got) (?:the |a |my )?wrong (?:number|phone)\b|\b(?:text|use|call|message)(?:ing)? (?:my|the|his|her) old (?:number|phone)\b/g,
  /\b(?:dont|do not|never) forget to (?:text|message|email|send|write|contact)\b/g,
  // Said or pressed without meaning it: nothing is to end.
  /\b(?:accident\w*|by mistake|mistakenly|(?:did not|didnt) mean(?:t)? to)\b(?: \w+){0,4}? (?:stop|unsub\w*|opted out|opt out)\b|\b(?:stop|unsub\w*|opted out)(?: \w+){0,2} (?:by (?:accident|mistake)|accidentally)\b|\bopt out form\b/g,
  /\bstop (?:sign|light|watch|gap|loss|motion)\b|\bwrong number of\b|\bunsubscribe me from nothing\b|\bdont call(?: me)?(?: just| please)? (?:just )?text(?: me)?\b|\b(?:rather|prefer)(?: \w+){0,3} (?:text|texts|appointment|doctor|morning|afternoon|the|a|to see|to come|pharmacy)\b/g,
  /\b(?:do not|dont|donot|never|not|didnt|doesnt|does not|did not|cant|cannot|can not|couldnt|could not|wont|will not|wouldnt|hasnt|has not|havent|have not|isnt|unable to|hard to|without|please dont|pls dont)(?: (?:ever|you|seem to|want to|want you to|want them to))? (?:stop\w*|quit\w*|unsubscribe|opt(?:ing)? out|remove|cancel\w*|end\w*)(?: (?:these|the|this|sending|me|texting|messaging|it|all|my|text))*(?: (?:texts?|messages?|reminders?|notifications?|alerts?|emails?|number|off))?\b/g,
  /\b(?:(?:i|we|he|she|it|they|you|ill|i will|well|can|could|should|would|will|may|might|did|does|do|to|just|gonna|and|then|until|when|if|i should|id|had|has|have|finally) )(?:i |we |he |she |it |they |please )?(?:stop|quit) (?:by|in|at|over|there|here|off|for|to|on|after|before|my|the|his|her|taking|using|it|with|drinking|smoking|eating|and|them|bleeding|coughing|crying|working|breastfeeding|nursing|early|first|when|today|tomorrow|monday|giving|wearing)\b/g,
  /\bstop(?:s|ped|ping)? (?:by|in|at|over|there|off|taking|using|my|his|her|eating|drinking|smoking|bleeding|coughing|crying|hurting|working|breastfeeding|nursing|for|on|before|after|when|until|giving|wearing|blood|birth|antibiotics?|insulin|metformin|lisinopril|statins?|aspirin|warfarin|prednisone|pills?|meds?|medications?|treatment|chemo|solid|food|exercis\w*|itching|throwing|vomiting|shaking|the (?:\w+ )?(?:bleeding|pain|meds?|medications?|medicine|pills?|antibiotics?|insulin|drops|cream|exercises|bus|diet|treatment|metformin|itching|coughing))\b/g,
  /\b(?:bus|full|one|non|pit|rest|next|last|first|final|the|a|truck|train|bleeding|pain|coughing|fever|vomiting|nausea|meds?|medication|medicine|pills?|symptoms|contractions|it|that|gonna|cough|hiccups|ringing|to|should i|do i|can i|when can i|when do i|when should i|how do i|did you|have you) stop(?:s|ped)?\b/g,
  /\b(?:stopped|stopping|stops|nonstop|quitting|quits|cancel(?:l?ed|l?ing)|ended|ending|ends|weekend)\b/g,
  /\bquit (?:smoking|drinking|vaping|my|the|taking|his|her|working|nicotine|sugar|coffee)\b/g,
  /\b(?:remove|removed|delete|take|took|taken|get|got) (?:me|us|her|him|my \w+)?(?: (?:off|from|out of))? ?(?:of )?(?:the |my |that |this |your )?(?:wait(?:ing)? ?list|waitlist|schedule|calendar|slot|cancellation list|metformin|meds?|insulin|pill|stitches|sutures|cast|staples|iud|bandage|mole)\b/g,
  /\b(?:drug|insurance|network|trial|study|vaccine|school|hospital) (?:opt|spam)\b|\b(?:spam (?:folder|filter|box|call|calls|musubi)|in (?:my|the) spam|to (?:my )?spam|went to spam)\b/g,
];

export const DEATH_EN =
  /\b(?:(?:has |have |had |just |recently |sadly |unfortunately )*passed (?:away|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|last|the|january|february|march|april|may|june|july|august|september|october|november|december)|last (?:week|month|night|year|tuesday|monday|wednesday|thursday|friday|saturday|sunday)|yesterday|this (?:morning|week|month)|in (?:his|her|their) sleep)|pased away|passd away|past away|(?:he|she|patient|maria|mother|mom|mum|father|dad|husband|wife|son|daughter|brother|sister|grandmother|grandma|grandpa|grandfather|aunt|uncle|spouse|partner|they|who|owner|person|name)(?: \w+)? (?:has |just |recently |sadly |already |suddenly |unexpectedly )*(?:died|expired)|died (?:last|yesterday|on|in|this|today|of|from|peacefully|suddenly)|(?:is|was|been|are|now|hes|shes) (?:dead|deceased)|(?:mother|mom|mum|mommy|father|dad|daddy|husband|wife|son|daughter|brother|sister|grandmother|grandma|grandpa|grandfather|aunt|uncle|spouse|partner|he|she)(?: \w+)? (?:has |just |recently |sadly |suddenly |since |finally )*passed(?:$| (?:suddenly|peacefully|unexpectedly|(?:late |early )?(?:last|this|in (?:january|february|march|april|may|june|july|august|september|october|november|december|hospice|hospital|the (?:hospital|night|morning))|on \w+|(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tonight)|(?:a|an|one|two|three|four|five|six|few|\d+|couple)(?: \w+){1,3} ago))\b)|deceased|no longer (?:with us|living|alive)|(?:lost|losing) (?:her|him|(?:my |our )?(?:mother|mom|father|dad|husband|wife|son|daughter|brother|sister|grandma|grandmother|grandpa|grandfather|baby)) (?:last|yesterday|on|in|this|to|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:a|one|two|three|few|\d+)(?: \w+){1,2} ago)|death of (?:my|the|our)|(?:his|her|their|my (?:mothers|moms|fathers|dads|husbands|wifes)) (?:funeral|passing|death|obituary)|rest in peace)\b/;

/** What dies without a death, and deaths long ago that are a history, not news. */
export const NOT_DEATH_EN =
  /\b(?:phone|battery|cell|car|tablet|laptop|computer|hearing aids?|pump|monitor|charger|wifi|internet|signal|dog|cat|puppy|kitten|hamster|fish|pet|plant|bird|line|connection|screen)(?: \w+)? (?:has |just |is |was |had )*(?:died|dead|passed away|deceased)\b|\b(?:almost|nearly|could have|wouldve|would have|thought i|about) (?:died|dead)\b|\b(?:died|dead) (?:laughing|of (?:laughter|laughing|embarrassment|boredom))\b|\bdead (?:tired|battery|tooth|teeth|skin|zone|spot|wrong|line)\b|\b(?:when i was|years ago|before i was born|in (?:19|20)\d\d|family history|at age|at the age|as a child|long ago|heart attack at|cancer at)\b/;
