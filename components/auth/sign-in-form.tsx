"use client";

import { PasswordField } from "@/components/auth/password-field";
import { refusalWords, signInWithPassword } from "@/components/auth/sign-in-api";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type FormErrors, useForm } from "@/components/ui/use-form";

interface Values {
  email: string;
  password: string;
}

function check({ email, password }: Values): FormErrors<Values> {
  return {
    ...(/^\S+@\S+\.\S+$/.test(email.trim())
      ? {}
      : { email: "Enter your work email, for example ana@clinic.com." }),
    ...(password ? {} : { password: "Enter your password." }),
  };
}

/** Email and password. Goes to `to` by a full load once signed in. */
export function SignInForm({ to, quiet }: { to: string; quiet: boolean }) {
  const form = useForm<Values>({
    initial: { email: "", password: "" },
    check,
    submit: async ({ email, password }) => {
      const answer = await signInWithPassword(email, password);
      if (answer.kind !== "in") return { password: refusalWords(answer) };
      location.assign(to);
      // The page is leaving: the button stays busy until it has.
      return new Promise(() => undefined);
    },
  });
  return (
    <form {...form.form} className="flex flex-col gap-4">
      <Field label="Email" error={form.error("email")}>
        <Input
          name="email"
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={!quiet}
          value={form.values.email}
          onChange={(event) => form.set("email", event.target.value)}
          onBlur={() => form.values.email !== "" && form.leave("email")}
        />
      </Field>
      <PasswordField
        value={form.values.password}
        error={form.error("password")}
        onChange={(value) => form.set("password", value)}
        onLeave={() => form.values.password !== "" && form.leave("password")}
      />
      <Button
        type="submit"
        variant={quiet ? "secondary" : "primary"}
        size="lg"
        loading={form.busy}
        className="w-full"
      >
        Sign in
      </Button>
    </form>
  );
}
