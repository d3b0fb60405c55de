import type { ReactNode } from "react";

/** One column, large letters, nothing else: the patient's page on any phone. */
export function LetterFrame({
  lang,
  title,
  above,
  children,
}: {
  lang: "en" | "es";
  title: string;
  above?: string | null;
  children: ReactNode;
}) {
  return (
    <main
      lang={lang}
      className="mx-auto flex min-h-dvh w-full max-w-lg flex-col gap-5 px-5 py-10 text-lg sm:py-[12dvh]"
    >
      <header className="flex flex-col gap-1">
        {above ? <p className="text-muted">{above}</p> : null}
        <h1 className="text-2xl font-semibold">{title}</h1>
      </header>
      {children}
    </main>
  );
}
