import type { ReplyLanguage } from "@/lib/replies/schema";

/** Every sentence that the hub says by itself, in both languages. Placeholders: {clinic}, {phone}, {opens}, {nurse}. */
type Sentence = Record<ReplyLanguage, string>;

/** 47 CFR 64.1200(a)(12): one confirmation, no marketing. */
export const STOPPED: Sentence = {
  en: "{clinic}: You will get no more texts from us. We can still reach you by phone or email. To get texts again, text START. Questions: {phone}.",
  es: "{clinic}: Ya no le mandaremos mensajes de texto. Le podemos llamar o escribir por correo. Para recibirlos otra vez, mande START. Dudas: {phone}.",
};

/** After a bare CANCEL, END or QUIT while a visit is near: the word may have meant the visit. */
export const STOPPED_NO_VISIT_CANCELED: Sentence = {
  en: "{clinic}: You will get no more texts from us. If you meant to cancel a visit, call {phone}: no visit was canceled. To get texts again, text START.",
  es: "{clinic}: Ya no le mandaremos textos. Si quiso cancelar una cita, llame al {phone}: ninguna cita se ha cancelado. Para recibir textos, mande START.",
};

/** CTIA's handbook: who writes, how often, what it costs, how to stop, whom to ask. */
export const STARTED: Sentence = {
  en: "{clinic}: You will get texts from us again. Msg frequency varies, msg & data rates may apply. To stop, text STOP. For help, text HELP or call {phone}.",
  es: "{clinic}: Volvera a recibir nuestros mensajes. La frecuencia varia y pueden aplicarse cargos. Para no recibirlos, mande STOP. Ayuda: {phone}.",
};

export const HELP: Sentence = {
  en: "{clinic}: For help, call {phone}. Msg & data rates may apply. To stop our texts, text STOP.",
  es: "{clinic}: Si necesita ayuda, llame al {phone}. Pueden aplicarse cargos. Para no recibir mensajes, mande STOP.",
};

/** What STOP, a bare CANCEL near a visit, START and HELP are answered by text, unless a clinic has words of its own. */
export const KEYWORDS = { stop: STOPPED, cancel: STOPPED_NO_VISIT_CANCELED, start: STARTED, help: HELP };

/** The same by mail, where words that end our mail came by mail (decisions/014). */
export const STOPPED_MAIL: Sentence = {
  en: "{clinic}: You will get no more emails from us. We can still reach you by phone or text. To get emails again, answer START. Questions: {phone}.",
  es: "{clinic}: Ya no le mandaremos correos. Le podemos llamar o mandar mensajes de texto. Para recibirlos otra vez, responda START. Dudas: {phone}.",
};

export const STARTED_MAIL: Sentence = {
  en: "{clinic}: You will get emails from us again. To stop them, answer STOP. Questions: {phone}.",
  es: "{clinic}: Volverá a recibir nuestros correos. Para no recibirlos, responda STOP. Dudas: {phone}.",
};

/** The same in the portal, where a patient's words end what reaches them elsewhere. */
export const STOPPED_IN_APP: Record<"SMS" | "EMAIL" | "both", Sentence> = {
  SMS: {
    en: "{clinic}: You will get no more texts from us. You can still write to us here. To get texts again, text START. Questions: {phone}.",
    es: "{clinic}: Ya no le mandaremos mensajes de texto. Aquí puede seguir escribiéndonos. Para recibirlos otra vez, mande START por texto. Dudas: {phone}.",
  },
  EMAIL: {
    en: "{clinic}: You will get no more emails from us. You can still write to us here. To get emails again, ask us. Questions: {phone}.",
    es: "{clinic}: Ya no le mandaremos correos. Aquí puede seguir escribiéndonos. Para recibirlos otra vez, pídanoslo. Dudas: {phone}.",
  },
  both: {
    en: "{clinic}: You will get no more texts and emails from us. You can still write to us here. To get them again, text START or ask us. Questions: {phone}.",
    es: "{clinic}: Ya no le mandaremos mensajes de texto ni correos. Aquí puede seguir escribiéndonos. Para recibirlos otra vez, mande START por texto o pídanoslo. Dudas: {phone}.",
  },
};

/** Names neither the clinic nor a patient: whoever reads it is a stranger. */
export const WRONG_NUMBER: Sentence = {
  en: "Sorry about that. We have removed this number and will not text it again.",
  es: "Disculpe la molestia. Ya borramos este contacto y no le mandaremos otro mensaje.",
};

export const WRONG_ADDRESS: Sentence = {
  en: "Sorry about that. We have removed this address and will not email it again.",
  es: "Disculpe la molestia. Ya borramos esta dirección y no le mandaremos otro correo.",
};

export const REVOCATION_QUESTION: Sentence = {
  en: "{clinic}: Did you want to stop our texts? Text STOP and they end at once. Otherwise there is nothing to do.",
  es: "{clinic}: Quiere que ya no le mandemos mensajes? Mande STOP y terminan enseguida. Si no, no tiene que hacer nada.",
};

/** It claims nothing about anybody being told. 988 takes Spanish texts that begin with AYUDA (988lifeline.org). */
export const EMERGENCY: Sentence = {
  en: "{clinic}: We may not see this right away. If this is an emergency, call 911 now. If you are thinking of suicide or in crisis, call or text 988.",
  es: "{clinic}: Puede que no veamos esto pronto. Si es una emergencia, llame al 911 ahora. Si piensa en el suicidio, llame al 988 (oprima 2) o mande AYUDA al 988.",
};

export const AFTER_HOURS: Sentence = {
  en: "{clinic}: We are closed and will read this when we open, {opens}. Emergency? Call 911. On-call nurse: {nurse}.",
  es: "{clinic}: Ya cerramos. Leeremos su mensaje {opens}, cuando abramos. ¿Emergencia? Llame al 911. Enfermera de guardia: {nurse}.",
};

/** The subject of an answer by mail. It says nothing. */
export const SUBJECT: Sentence = { en: "Your message to {clinic}", es: "Su mensaje a {clinic}" };

/** What the person on call is told: nothing about a patient. */
export const ON_CALL = "A patient message needs attention now. Open Messaging Hub: {link}";
/** The same when nobody has several: one text for all of them. */
export const ON_CALL_MANY = "{count} conversations may be emergencies. Open Messaging Hub: {link}";
