import { LetterFrame } from "@/components/secure/letter-frame";

/** A code that is none: nothing is known about whose it might have been. */
export function Gone() {
  return (
    <LetterFrame lang="en" title="This link does not work">
      <p>
        Please check that the whole link was copied, or open it from the message itself. If it still does not
        work, ask your clinic for a new one.
      </p>
      <div lang="es" className="flex flex-col gap-2 border-t pt-5">
        <h2 className="text-xl font-semibold">Este enlace no funciona</h2>
        <p>
          Revise que el enlace esté completo, o ábralo desde el mensaje. Si no funciona, pida uno nuevo a su
          clínica.
        </p>
      </div>
    </LetterFrame>
  );
}
