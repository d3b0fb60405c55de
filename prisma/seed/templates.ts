import type { Category } from "@/prisma/generated/enums";

interface Words {
  sms: string;
  subject: string;
  mail: string;
}

export interface DemoTemplate {
  name: string;
  description: string;
  category: Category;
  en: Words;
  es: Words;
}

const both = (
  name: string,
  category: Category,
  description: string,
  en: [sms: string, subject: string, mail: string],
  es: [sms: string, subject: string, mail: string],
): DemoTemplate => ({
  name,
  category,
  description,
  en: { sms: en[0], subject: en[1], mail: en[2] },
  es: { sms: es[0], subject: es[1], mail: es[2] },
});

/** Seven purposes in English and Spanish: fourteen texts. */
export const TEMPLATES: DemoTemplate[] = [
  both(
    "Appointment reminder",
    "appointment",
    "Two days before a visit",
    [
      "{{clinic.name}}: Hi {{patient.firstName}}, you have a visit on {{appointment.date}} at {{appointment.time}}. Reply C to confirm.",
      "Your visit on {{appointment.date}}",
      "Hi {{patient.firstName}},\n\nThis is a reminder of your visit on {{appointment.date}} at {{appointment.time}} with {{appointment.provider}}.\n\nNeed another time? Just reply to this email.\n\n{{clinic.name}}",
    ],
    [
      "{{clinic.name}}: Hola {{patient.firstName}}, su cita es el {{appointment.date}} a las {{appointment.time}}. Responda C para confirmar.",
      "Su cita del {{appointment.date}}",
      "Hola {{patient.firstName}}:\n\nLe recordamos su cita del {{appointment.date}} a las {{appointment.time}} con {{appointment.provider}}.\n\nSi necesita otra hora, responda a este correo.\n\n{{clinic.name}}",
    ],
  ),
  both(
    "Reschedule offer",
    "appointment",
    "Offers another time for a visit",
    [
      "{{clinic.name}}: We can move your visit to {{newTime}}. Reply YES to take it, or tell us what works.",
      "Another time for your visit",
      "Hi {{patient.firstName}},\n\nWe can move your visit to {{newTime}}. Reply YES to take it, or tell us what works for you.\n\n{{clinic.name}}",
    ],
    [
      "{{clinic.name}}: Podemos cambiar su cita para {{newTime}}. Responda SI para aceptar, o diga qué le conviene.",
      "Otra hora para su cita",
      "Hola {{patient.firstName}}:\n\nPodemos cambiar su cita para {{newTime}}. Responda SÍ para aceptar, o díganos qué le conviene.\n\n{{clinic.name}}",
    ],
  ),
  both(
    "Running late",
    "appointment",
    "The clinic is behind today",
    [
      "{{clinic.name}}: We are running about {{minutes}} minutes late today. Sorry for the wait. Reply if you would rather come another day.",
      "We are running late today",
      "Hi {{patient.firstName}},\n\nWe are running about {{minutes}} minutes late today. Sorry for the wait.\n\n{{clinic.name}}",
    ],
    [
      "{{clinic.name}}: Hoy vamos con unos {{minutes}} minutos de retraso. Disculpe. Si prefiere otro día, responda a este mensaje.",
      "Hoy vamos con retraso",
      "Hola {{patient.firstName}}:\n\nHoy vamos con unos {{minutes}} minutos de retraso. Disculpe la espera.\n\n{{clinic.name}}",
    ],
  ),
  both(
    "Please call us",
    "treatment",
    "Says nothing about why",
    [
      "{{clinic.name}}: Hi {{patient.firstName}}, please call us at {{clinic.phone}} when you can. It is not an emergency.",
      "Please call us",
      "Hi {{patient.firstName}},\n\nPlease call us at {{clinic.phone}} when you can. It is not an emergency.\n\n{{clinic.name}}",
    ],
    [
      "{{clinic.name}}: Hola {{patient.firstName}}, llámenos al {{clinic.phone}} cuando pueda. No es una emergencia.",
      "Por favor llámenos",
      "Hola {{patient.firstName}}:\n\nLlámenos al {{clinic.phone}} cuando pueda. No es una emergencia.\n\n{{clinic.name}}",
    ],
  ),
  both(
    "Forms before your visit",
    "treatment",
    "Asks to arrive early for paperwork",
    [
      "{{clinic.name}}: Please come 15 minutes early so that we can finish your forms. See you soon.",
      "A few forms before your visit",
      "Hi {{patient.firstName}},\n\nPlease come 15 minutes early so that we can finish your forms together.\n\n{{clinic.name}}",
    ],
    [
      "{{clinic.name}}: Por favor llegue 15 minutos antes para completar sus formularios. Hasta pronto.",
      "Unos formularios antes de su cita",
      "Hola {{patient.firstName}}:\n\nPor favor llegue 15 minutos antes para completar sus formularios.\n\n{{clinic.name}}",
    ],
  ),
  both(
    "Balance reminder",
    "billing",
    "A balance is open",
    [
      "{{clinic.name}}: You have an open balance with us. Questions or a payment plan? Call {{clinic.phone}}.",
      "An open balance",
      "Hi {{patient.firstName}},\n\nYou have an open balance with us. If you have questions or need a payment plan, call {{clinic.phone}}.\n\n{{clinic.name}}",
    ],
    [
      "{{clinic.name}}: Tiene un saldo pendiente. ¿Preguntas o plan de pagos? Llame al {{clinic.phone}}.",
      "Un saldo pendiente",
      "Hola {{patient.firstName}}:\n\nTiene un saldo pendiente. Si tiene preguntas o necesita un plan de pagos, llame al {{clinic.phone}}.\n\n{{clinic.name}}",
    ],
  ),
  both(
    "Flu shot days",
    "marketing",
    "Needs marketing consent",
    [
      "{{clinic.name}}: Flu shot days are here. Walk in Monday to Friday, 9 to 4. Reply STOP to end texts.",
      "Flu shot days are here",
      "Hi {{patient.firstName}},\n\nFlu shot days are here: walk in Monday to Friday, 9 to 4.\n\n{{clinic.name}}",
    ],
    [
      "{{clinic.name}}: Vacunas contra la gripe de lunes a viernes, de 9 a 4, sin cita. Responda STOP para no recibir más.",
      "Vacunas contra la gripe",
      "Hola {{patient.firstName}}:\n\nVacunas contra la gripe de lunes a viernes, de 9 a 4, sin cita.\n\n{{clinic.name}}",
    ],
  ),
];
