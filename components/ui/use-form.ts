"use client";

import { type FormEvent, useRef, useState } from "react";

export type FormErrors<V> = Partial<Record<keyof V & string, string>>;

export interface FormOptions<V> {
  initial: V;
  /** Pure: the errors of these values, in words, by field. */
  check: (values: V) => FormErrors<V>;
  /** Resolves with the server's errors by field when it refused, or with nothing when it took the form. */
  submit: (values: V) => Promise<FormErrors<V> | undefined>;
}

/**
 * A form that checks a field when it is left and all fields on submit, focuses the first wrong one, and never clears
 * what was typed. Controls need `name={field}` so that the first error can be found.
 */
export function useForm<V extends object>({ initial, check, submit }: FormOptions<V>) {
  const [values, setValues] = useState(initial);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<FormErrors<V>>({});
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const wrong = check(values);

  const focusFirst = (errors: FormErrors<V>) => {
    const control = [...(form.current?.elements ?? [])].find(
      (each) => Object.keys(errors).includes(each.getAttribute("name") ?? "") && each instanceof HTMLElement,
    );
    if (control instanceof HTMLElement) control.focus();
  };

  function set<K extends keyof V & string>(name: K, value: V[K]) {
    setValues((before) => ({ ...before, [name]: value }));
    setRefused((before) => ({ ...before, [name]: undefined }));
  }

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setLeft(new Set(Object.keys(values)));
    if (Object.keys(wrong).length > 0) return focusFirst(wrong);
    setBusy(true);
    try {
      const errors = (await submit(values)) ?? {};
      setRefused(errors);
      focusFirst(errors);
    } finally {
      setBusy(false);
    }
  }

  return {
    values,
    set,
    busy,
    /** Spread on the `<form>`. */
    form: { ref: form, onSubmit, noValidate: true } as const,
    /** The words to show under a field now, if any. */
    error: (name: keyof V & string): string | undefined =>
      (left.has(name) ? wrong[name] : undefined) ?? refused[name],
    leave: (name: keyof V & string) => setLeft((before) => new Set(before).add(name)),
    reset: (next: V = initial) => {
      setValues(next);
      setLeft(new Set());
      setRefused({});
    },
  };
}
