"use client";

import { Eye, EyeOff } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

export interface PasswordFieldProps {
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
  onLeave: () => void;
}

/** A password that can be looked at, and that says when Caps Lock is on. */
export function PasswordField({ value, error, onChange, onLeave }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const [caps, setCaps] = useState(false);
  const look = (event: KeyboardEvent) => setCaps(event.getModifierState("CapsLock"));
  return (
    <Field label="Password" error={error} hint={caps ? "Caps Lock is on." : undefined}>
      <Input
        name="password"
        type={shown ? "text" : "password"}
        autoComplete="current-password"
        autoCapitalize="none"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={look}
        onKeyUp={look}
        onBlur={() => {
          setCaps(false);
          onLeave();
        }}
        end={
          <IconButton
            size="sm"
            label={shown ? "Hide the password" : "Show the password"}
            icon={shown ? <EyeOff /> : <Eye />}
            onClick={() => setShown(!shown)}
          />
        }
      />
    </Field>
  );
}
