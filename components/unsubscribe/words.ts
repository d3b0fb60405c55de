import type { PageChannel, Topic } from "@/lib/unsubscribe/schema";

type Named = Exclude<Topic, "all">;

const en = {
  title: "What we send you",
  stop: "Stop news and offers by email",
  stopHint: "One tap, and none come any more. Reminders and answers still do.",
  stopped: "You get no more news and offers by email.",
  stoppedHint: "Reminders and answers still come.",
  saved: "Saved. It is in force now.",
  undo: "Undo",
  undone: "Undone. All is as it was.",
  choose: "Choose for each topic",
  topics: {
    marketing: "News and offers",
    appointment: "Visits and reminders",
    billing: "Bills and payments",
    treatment: "Your care",
  } satisfies Record<Named, string> as Record<Named, string>,
  ways: { EMAIL: "by email", SMS: "by text" } as Record<PageChannel, string>,
  textsByDesk: "To get news by text, please tell us at the desk.",
  textsStopped: "You ended our texts by texting STOP. To get them again, text START.",
  care: "Without these you may miss something about your care: we will call you instead.",
  all: "All email",
  allHint: "Off: no email from us at all, not even reminders.",
  allOff: "You get no email from us at all.",
  other: "Mail to this address is closed. Please call us to open it again.",
  offline: "You seem to be offline. Nothing was changed: please try again.",
  busy: "That was a lot at once. Please wait a minute and try again.",
  broken: "That did not work on our side. Nothing was changed: please try again.",
  questions: "Questions? Call us at",
};

export type PageWords = typeof en;

const es: PageWords = {
  title: "Lo que le enviamos",
  stop: "No recibir más novedades ni ofertas por correo",
  stopHint: "Con un toque dejan de llegar. Los recordatorios y las respuestas siguen llegando.",
  stopped: "Ya no recibirá novedades ni ofertas por correo.",
  stoppedHint: "Los recordatorios y las respuestas siguen llegando.",
  saved: "Guardado. Ya está en vigor.",
  undo: "Deshacer",
  undone: "Deshecho. Todo queda como estaba.",
  choose: "Elija por tema",
  topics: {
    marketing: "Novedades y ofertas",
    appointment: "Citas y recordatorios",
    billing: "Facturas y pagos",
    treatment: "Su atención médica",
  },
  ways: { EMAIL: "por correo", SMS: "por texto" },
  textsByDesk: "Para recibir novedades por texto, díganoslo en la recepción.",
  textsStopped: "Usted terminó nuestros textos con STOP. Para recibirlos otra vez, mande START.",
  care: "Sin estos mensajes podría perderse algo de su atención: le llamaremos en su lugar.",
  all: "Todos los correos",
  allHint: "Desactivado: ningún correo nuestro, ni siquiera recordatorios.",
  allOff: "Ya no recibirá ningún correo nuestro.",
  other: "El correo a esta dirección está cerrado. Llámenos para abrirlo otra vez.",
  offline: "No hay conexión. No se cambió nada: inténtelo otra vez.",
  busy: "Fueron muchos cambios a la vez. Espere un minuto e inténtelo otra vez.",
  broken: "Algo falló de nuestro lado. No se cambió nada: inténtelo otra vez.",
  questions: "¿Dudas? Llámenos al",
};

/** What the preference page says, in the patient's language. */
export const pageWords: Record<"en" | "es", PageWords> = { en, es };
