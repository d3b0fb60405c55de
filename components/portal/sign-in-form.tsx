"use client";

import { type FormEvent, useState } from "react";
import { BigField } from "@/components/portal/big-field";
import { askPortal, type PortalField } from "@/components/portal/portal-api";
import { portalWords } from "@/components/portal/portal-words";
import { useRefusal } from "@/components/portal/use-refusal";
import { type Birth, BirthFields, dateOf } from "@/components/secure/birth-fields";
import { letterWords } from "@/components/secure/letter-words";
import { Button } from "@/components/ui/button";
import { DEMO_PATIENT } from "@/lib/auth/demo";

const NOBODY: Birth = { month: "", day: "", year: "" };

/** Name, date of birth and PIN. `onIn` when the browser is signed in; `demo` names the demo's own patient. */
export function PortalSignIn({
  language,
  demo,
  onIn,
}: {
  language: "en" | "es";
  demo: boolean;
  onIn: () => void;
}) {
  const words = portalWords[language];
  const [name, setName] = useState("");
  const [birth, setBirth] = useState(NOBODY);
  const [pin, setPin] = useState("");
  const [busy, setBusy] = useState(false);
  const { form, at, forget, refuse } = useRefusal<PortalField>(language);

  async function submit(event: FormEvent) {
    event.preventDefault();
    forget();
    const dateOfBirth = dateOf(birth);
    if (name.trim().length < 3) return refuse("name", words.noName);
    if (dateOfBirth === null) return refuse("birth", letterWords[language].noDate);
    if (pin === "") return refuse("pin", words.noPin);
    setBusy(true);
    const answer = await askPortal("/portal/sign-in/enter", { name, dateOfBirth, pin }, words);
    if (answer.kind === "in") return onIn();
    setBusy(false);
    setPin("");
    refuse(answer.field, answer.words);
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
      {demo && (
        <p className="rounded-lg bg-accent-soft px-3 py-2 text-base text-accent-text">
          Demo: {DEMO_PATIENT.name}, {DEMO_PATIENT.shown}, {DEMO_PATIENT.born}, PIN {DEMO_PATIENT.pin}
        </p>
      )}
      <BigField
        label={words.name}
        name="name"
        autoComplete="username"
        autoCapitalize="none"
        inputMode="email"
        maxLength={254}
        error={at("name")}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <BirthFields
        words={letterWords[language]}
        language={language}
        birth={birth}
        error={at("birth")}
        onChange={setBirth}
      />
      <BigField
        label={words.pin}
        name="pin"
        type="password"
        inputMode="numeric"
        autoComplete="current-password"
        maxLength={12}
        error={at("pin")}
        value={pin}
        onChange={(event) => setPin(event.target.value.replace(/\D/g, ""))}
      />
      <p role="alert" className="text-base text-danger-text empty:hidden">
        {at("form")}
      </p>
      <Button type="submit" variant="primary" size="lg" loading={busy} className="h-12 text-lg">
        {words.signIn}
      </Button>
      <p className="text-base text-muted">
        {words.forgot}{" "}
        <a
          href={`/portal/join?lang=${language}`}
          className="inline-block py-1 font-medium text-accent-text underline"
        >
          {words.useCode}
        </a>
        .
      </p>
    </form>
  );
}
