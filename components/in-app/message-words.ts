const en = {
  title: (clinic: string) => `Messages with ${clinic}`,
  log: "Our conversation",
  none: "Nothing here yet. Write to us below, and our answer will stand here.",
  earlier: "Show earlier messages",
  you: "You",
  automatic: "Automatic answer",
  emergency:
    "Not for emergencies: we may not see this right away. In an emergency call 911 now. If you are thinking of suicide or in crisis, call or text 988.",
  label: "Your message",
  hint: "Up to 4,000 characters.",
  left: (count: number) => `${count === 1 ? "1 character" : `${count} characters`} left.`,
  tooLong: (count: number) =>
    `This is ${count === 1 ? "1 character" : `${count} characters`} too long. Please shorten it, or send it in two parts.`,
  empty: "Please write something first.",
  send: "Send",
  sent: "Sent. Our answer will stand here.",
  tooMany:
    "You have sent many messages in a short time. Your words are still here: please send them in a few minutes. In an emergency call 911.",
  signedOut: "You have been signed out. Your words are still here.",
  signIn: "Sign in in a new tab",
  thenSend: "then send them.",
  offline: "There is no connection right now. Your words are still here: please send them again.",
  broken: "Something went wrong on our side. Your words are still here: please send them again.",
  stale: "New messages cannot be fetched right now. We keep trying.",
};

export type InAppWords = typeof en;

const es: InAppWords = {
  title: (clinic) => `Mensajes con ${clinic}`,
  log: "Nuestra conversación",
  none: "Aún no hay nada aquí. Escríbanos abajo y aquí verá nuestra respuesta.",
  earlier: "Ver mensajes anteriores",
  you: "Usted",
  automatic: "Respuesta automática",
  emergency:
    "No es para emergencias: puede que no veamos esto pronto. En una emergencia llame al 911 ahora. Si piensa en el suicidio, llame al 988 (oprima 2) o mande AYUDA al 988.",
  label: "Su mensaje",
  hint: "Hasta 4,000 letras.",
  left: (count) => (count === 1 ? "Queda 1 letra." : `Quedan ${count} letras.`),
  tooLong: (count) =>
    `${count === 1 ? "Sobra 1 letra" : `Sobran ${count} letras`}. Acorte el mensaje o mándelo en dos partes.`,
  empty: "Primero escriba algo.",
  send: "Enviar",
  sent: "Enviado. Aquí verá nuestra respuesta.",
  tooMany:
    "Ha mandado muchos mensajes en poco tiempo. Lo que escribió sigue aquí: mándelo en unos minutos. En una emergencia llame al 911.",
  signedOut: "Se cerró su sesión. Lo que escribió sigue aquí.",
  signIn: "Entre en otra pestaña",
  thenSend: "y luego mándelo.",
  offline: "No hay conexión en este momento. Lo que escribió sigue aquí: mándelo otra vez.",
  broken: "Algo falló de nuestro lado. Lo que escribió sigue aquí: mándelo otra vez.",
  stale: "No se pueden traer mensajes nuevos en este momento. Seguimos intentando.",
};

/** What the conversation on a patient's own page says, in the patient's language. */
export const inAppWords: Record<"en" | "es", InAppWords> = { en, es };
