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
      "{{clinicName}}: Hi {{firstName}}, you have a visit on {{appointmentDate}} at {{appointmentTime}}. Reply C to confirm.",
      "Your visit on {{appointmentDate}}",
      "Hi {{firstName}},\n\nThis is a reminder of your visit on {{appointmentDate}} at {{appointmentTime}} with {{appointmentProvider}}.\n\nNeed another time? Just reply to this email.\n\n{{clinicName}}",
    ],
    [
      "{{clinicName}}: Hola {{firstName}}, su cita es el {{appointmentDate}} a las {{appointmentTime}}. Responda C para confirmar.",
      "Su cita del {{appointmentDate}}",
      "Hola {{firstName}}:\n\nLe recordamos su cita del {{appointmentDate}} a las {{appointmentTime}} con {{appointmentProvider}}.\n\nSi necesita otra hora, responda a este correo.\n\n{{clinicName}}",
    ],
  ),
  both(
    "Reschedule offer",
    "appointment",
    "Offers another time for a visit",
    [
      "{{clinicName}}: We can move your visit to {{newTime}}. Reply YES to take it, or tell us what works.",
      "Another time for your visit",
      "Hi {{firstName}},\n\nWe can move your visit to {{newTime}}. Reply YES to take it, or tell us what works for you.\n\n{{clinicName}}",
    ],
    [
      "{{clinicName}}: Podemos cambiar su cita para {{newTime}}. Responda SI para aceptar, o diga qué le conviene.",
      "Otra hora para su cita",
      "Hola {{firstName}}:\n\nPodemos cambiar su cita para {{newTime}}. Responda SÍ para aceptar, o díganos qué le conviene.\n\n{{clinicName}}",
    ],
  ),
  both(
    "Running late",
    "appointment",
    "The clinic is behind today",
    [
      "{{clinicName}}: We are running about {{minutes}} minutes late today. Sorry for the wait. Reply if you would rather come another day.",
      "We are running late today",
      "Hi {{firstName}},\n\nWe are running about {{minutes}} minutes late today. Sorry for the wait.\n\n{{clinicName}}",
    ],
    [
      "{{clinicName}}: Hoy vamos con unos {{minutes}} minutos de retraso. Disculpe. Si prefiere otro día, responda a este mensaje.",
      "Hoy vamos con retraso",
      "Hola {{firstName}}:\n\nHoy vamos con unos {{minutes}} minutos de retraso. Disculpe la espera.\n\n{{clinicName}}",
    ],
  ),
  both(
    "Please call us",
    "treatment",
    "Says nothing about why",
    [
      "{{clinicName}}: Hi {{firstName}}, please call us at {{clinicPhone}} when you can. It is not an emergency.",
      "Please call us",
      "Hi {{firstName}},\n\nPlease call us at {{clinicPhone}} when you can. It is not an emergency.\n\n{{clinicName}}",
    ],
    [
      "{{clinicName}}: Hola {{firstName}}, llámenos al {{clinicPhone}} cuando pueda. No es una emergencia.",
      "Por favor llámenos",
      "Hola {{firstName}}:\n\nLlámenos al {{clinicPhone}} cuando pueda. No es una emergencia.\n\n{{clinicName}}",
    ],
  ),
  both(
    "Forms before your visit",
    "treatment",
    "Asks to arrive early for paperwork",
    [
      "{{clinicName}}: Please come 15 minutes early so that we can finish your forms. See you soon.",
      "A few forms before your visit",
      "Hi {{firstName}},\n\nPlease come 15 minutes early so that we can finish your forms together.\n\n{{clinicName}}",
    ],
    [
      "{{clinicName}}: Por favor llegue 15 minutos antes para completar sus formularios. Hasta pronto.",
      "Unos formularios antes de su cita",
      "Hola {{firstName}}:\n\nPor favor llegue 15 minutos antes para completar sus formularios.\n\n{{clinicName}}",
    ],
  ),
  both(
    "Balance reminder",
    "billing",
    "A balance is open",
    [
      "{{clinicName}}: You have an open balance with us. Questions or a payment plan? Call {{clinicPhone}}.",
      "An open balance",
      "Hi {{firstName}},\n\nYou have an open balance with us. If you have questions or need a payment plan, call {{clinicPhone}}.\n\n{{clinicName}}",
    ],
    [
      "{{clinicName}}: Tiene un saldo pendiente. ¿Preguntas o plan de pagos? Llame al {{clinicPhone}}.",
      "Un saldo pendiente",
      "Hola {{firstName}}:\n\nTiene un saldo pendiente. Si tiene preguntas o necesita un plan de pagos, llame al {{clinicPhone}}.\n\n{{clinicName}}",
    ],
  ),
  both(
    "Flu shot days",
    "marketing",
    "Needs marketing consent",
    [
      "{{clinicName}}: Flu shot days are here. Walk in Monday to Friday, 9 to 4. Reply STOP to end texts.",
      "Flu shot days are here",
      "Hi {{firstName}},\n\nFlu shot days are here: walk in Monday to Friday, 9 to 4.\n\n{{clinicName}}",
    ],
    [
      "{{clinicName}}: Vacunas contra la gripe de lunes a viernes, de 9 a 4, sin cita. Responda STOP para no recibir más.",
      "Vacunas contra la gripe",
      "Hola {{firstName}}:\n\nVacunas contra la gripe de lunes a viernes, de 9 a 4, sin cita.\n\n{{clinicName}}",
    ],
  ),
];
