import { LetterFrame } from "@/components/secure/letter-frame";

const words = {
  en: {
    title: "This link has ended",
    text: "It was in a text that is some time old. Nothing is wrong with your phone.",
    ask: (phone: string) => `If you still need it, call us: ${phone}.`,
    askClinic: "If you still need it, ask your clinic.",
  },
  es: {
    title: "Este enlace ya no funciona",
    text: "Estaba en un mensaje de hace algún tiempo. Su teléfono está bien.",
    ask: (phone: string) => `Si todavía lo necesita, llámenos: ${phone}.`,
    askClinic: "Si todavía lo necesita, pregunte en su clínica.",
  },
};

/** What a patient sees behind a link whose time is over, in their language. */
export function Ended({
  language,
  clinicName,
  clinicPhone,
}: {
  language: "en" | "es";
  clinicName: string | null;
  clinicPhone: string | null;
}) {
  const { title, text, ask, askClinic } = words[language];
  return (
    <LetterFrame lang={language} title={title} above={clinicName}>
      <p>{text}</p>
      <p>{clinicPhone ? ask(clinicPhone) : askClinic}</p>
    </LetterFrame>
  );
}
