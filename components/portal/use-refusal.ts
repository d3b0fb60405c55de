import { useRef, useState } from "react";

/** What a portal's form was refused for: its words at the field they are about, which takes the focus. */
export function useRefusal<Field extends string>(language: "en" | "es") {
  const form = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<{ field: Field | "birth"; words: string } | null>(null);
  return {
    form,
    at: (field: Field | "birth") => (wrong?.field === field ? wrong.words : null),
    forget: () => setWrong(null),
    refuse(field: Field | "birth", words: string) {
      setWrong({ field, words });
      const first = field === "birth" ? (language === "es" ? "day" : "month") : field;
      form.current?.querySelector<HTMLInputElement>(`input[name="${first}"]`)?.focus();
    },
  };
}
