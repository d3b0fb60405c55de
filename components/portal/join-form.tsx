"use client";

import { type FormEvent, useState } from "react";
import { BigField } from "@/components/portal/big-field";
import { askPortal, type PortalField } from "@/components/portal/portal-api";
import { portalWords } from "@/components/portal/portal-words";
import { useRefusal } from "@/components/portal/use-refusal";
import { type Birth, BirthFields, dateOf } from "@/components/secure/birth-fields";
import { readerOf } from "@/components/secure/letter-api";
import { letterWords } from "@/components/secure/letter-words";
import { Button } from "@/components/ui/button";

type Field = PortalField | "again";
const NOBODY: Birth = { month: "", day: "", year: "" };

/**
 * Chooses a PIN: by the code that the clinic gave in person, or under an opened invitation (`offered`: the name it
 * offers), where the date of birth is proven already. Leads to the messages.
 */
export function JoinForm({ language, offered }: { language: "en" | "es"; offered: string | null }) {
  const words = portalWords[language];
  const byCode = offered === null;
  const [given, setGiven] = useState({ code: "", name: offered ?? "", pin: "", again: "" });
  const [birth, setBirth] = useState(NOBODY);
  const [busy, setBusy] = useState(false);
  const { form, at, forget, refuse } = useRefusal<Field>(language);
  const set = (field: keyof typeof given, value: string) => setGiven((now) => ({ ...now, [field]: value }));
  const digits = (text: string) => text.replace(/\D/g, "");

  async function submit(event: FormEvent) {
    event.preventDefault();
    forget();
    const { code, name, pin, again } = given;
    const dateOfBirth = dateOf(birth);
    if (byCode && code.replace(/[\s-]/g, "").length !== 10) return refuse("code", words.noCode);
    if (byCode && dateOfBirth === null) return refuse("birth", letterWords[language].noDate);
    if (name.trim().length < 3) return refuse("name", words.noName);
    if (!/^\d{6,12}$/.test(pin)) return refuse("pin", words.noNewPin);
    if (pin !== again) return refuse("again", words.notSame);
    setBusy(true);
    const answer = byCode
      ? await askPortal("/portal/join/enter", { code, dateOfBirth, name, pin }, words)
      : await askPortal(
          `${window.location.pathname.replace(/\/$/, "")}/join`,
          { reader: readerOf(), name, pin },
          words,
        );
    if (answer.kind === "in") return window.location.assign("/portal");
    setBusy(false);
    refuse(answer.field, answer.words);
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
      {byCode && (
        <>
          <BigField
            label={words.code}
            hint={words.codeHint}
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="characters"
            maxLength={20}
            error={at("code")}
            value={given.code}
            onChange={(event) => set("code", event.target.value)}
          />
          <BirthFields
            words={letterWords[language]}
            language={language}
            birth={birth}
            error={at("birth")}
            onChange={setBirth}
          />
        </>
      )}
      <BigField
        label={words.name}
        hint={words.nameHint}
        name="name"
        autoComplete="username"
        autoCapitalize="none"
        inputMode="email"
        maxLength={254}
        error={at("name")}
        value={given.name}
        onChange={(event) => set("name", event.target.value)}
      />
      <BigField
        label={words.newPin}
        hint={words.newPinHint}
        name="pin"
        type="password"
        inputMode="numeric"
        autoComplete="new-password"
        maxLength={12}
        error={at("pin")}
        value={given.pin}
        onChange={(event) => set("pin", digits(event.target.value))}
      />
      <BigField
        label={words.again}
        name="again"
        type="password"
        inputMode="numeric"
        autoComplete="new-password"
        maxLength={12}
        error={at("again")}
        value={given.again}
        onChange={(event) => set("again", digits(event.target.value))}
      />
      <p role="alert" className="text-base text-danger-text empty:hidden">
        {at("form")}
      </p>
      <Button type="submit" variant="primary" size="lg" loading={busy} className="h-12 text-lg">
        {words.join}
      </Button>
    </form>
  );
}
