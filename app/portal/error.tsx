"use client";

import { LetterFrame } from "@/components/secure/letter-frame";
import { Button } from "@/components/ui/button";

/** Something of ours failed while a patient looked: nothing is lost, and nothing about the clinic is told. */
export default function PortalError({ reset }: { reset: () => void }) {
  return (
    <LetterFrame lang="en" title="This page could not be shown">
      <p>Nothing is lost. Please try again in a minute.</p>
      <p lang="es">No se perdió nada. Inténtelo otra vez en un minuto.</p>
      <div>
        <Button size="lg" onClick={reset}>
          Try again · Intentar otra vez
        </Button>
      </div>
    </LetterFrame>
  );
}
