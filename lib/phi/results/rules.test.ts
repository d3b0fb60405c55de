import { expect, it } from "vitest";
import { tellsOfTest } from "@/lib/phi/results/rules";

it.each([
  "Your lab results are ready in the portal.",
  "Hi Maria, your test results are in. Log in to see them.",
  "The results of your biopsy arrived, please call us.",
  "Dr. Osei would like you to come in to talk about your results.",
  "Lab results are back, call the desk.",
  "Your mammogram is on Friday at 9.",
  "Time for your blood work before the visit.",
  "Sus resultados ya están listos, llámenos.",
  "Ya llegaron los resultados de su biopsia.",
  "Tus análisis están disponibles en el portal.",
  "Recuerde su mamografía del viernes.",
])("tells a stranger of a test: %s", (words) => {
  expect(tellsOfTest(words)).toBe(true);
});

it.each([
  "See you Friday at 2:30 PM.",
  "Results normally take 3 days.",
  "The results of our survey were very positive.",
  "Tell us in our survey how your test went.",
  "If your results are abnormal, we will call you.",
  "This is a test message from your clinic.",
  "Please scan this code when you arrive.",
  "Flu shots are ready, come in any time.",
  "Your flu shot is due.",
  "Your bill is ready.",
  "Si el resultado es positivo, le llamaremos.",
  "Su cita es el martes a las 9.",
  "Los resultados tardan 3 días.",
])("does not: %s", (words) => {
  expect(tellsOfTest(words)).toBe(false);
});
