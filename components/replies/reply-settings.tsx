"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError } from "@/components/auth/request";
import { repliesQuery, saveReplies } from "@/components/replies/api";
import { KeywordFields } from "@/components/replies/keyword-fields";
import { OnCallFields } from "@/components/replies/on-call-fields";
import { WordsField } from "@/components/replies/words-field";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { notify } from "@/components/ui/toast";
import type { RepliesSettings, RepliesView } from "@/lib/replies/settings/schema";

/** What patients hear from the hub itself, and who is told when the clinic is closed. */
export function ReplySettings() {
  const { data, error, refetch } = useQuery(repliesQuery);
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-4 py-4">
      <h1 className="text-2xl font-semibold">Automatic replies</h1>
      {error && !data && (
        <Banner
          tone="danger"
          live="polite"
          title="The replies cannot be shown."
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </Banner>
      )}
      {!data && !error && <Skeleton className="h-96 w-full" />}
      {data && <Form view={data} />}
    </div>
  );
}

function Form({ view }: { view: RepliesView }) {
  const client = useQueryClient();
  const [settings, setSettings] = useState<RepliesSettings>(view.settings);
  const [words, setWords] = useState(view.settings.emergencyWords.join("\n"));
  const save = useMutation({
    mutationFn: saveReplies,
    onSuccess: (saved) => {
      client.setQueryData(repliesQuery.queryKey, saved);
      setSettings(saved.settings);
      setWords(saved.settings.emergencyWords.join("\n"));
      notify({ tone: "success", title: "The replies are saved." });
    },
  });
  const fields = save.error instanceof ApiError ? save.error.fields : [];
  const problems = new Map(fields.map(({ field, problem }) => [field, problem]));
  const { afterHours } = settings;
  const say = (part: Partial<RepliesSettings["afterHours"]>) =>
    setSettings({ ...settings, afterHours: { ...afterHours, ...part } });
  const known = (language: "en" | "es") => ({
    clinic: view.clinic.name,
    phone: view.clinic.phone,
    opens: view.opens[language] || null,
    nurse: afterHours.nurse,
  });
  const emergencyWords = words.split("\n").flatMap((line) => line.trim() || []);
  return (
    <form
      className="flex flex-col gap-8"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ ...settings, emergencyWords });
      }}
    >
      <Section
        title="After hours"
        hint="Once while the clinic is closed, to whoever writes. Never to STOP, HELP, START or a thumbs-up."
      >
        <Checkbox
          label="Answer when the clinic is closed"
          hint="Read the words and the opening hours first."
          checked={afterHours.on}
          onChange={(on) => say({ on })}
        />
        <WordsField
          label="In English"
          words={afterHours.en}
          known={known("en")}
          error={problems.get("afterHours.en")}
          onChange={(en) => say({ en })}
        />
        <WordsField
          label="In Spanish"
          words={afterHours.es}
          known={known("es")}
          error={problems.get("afterHours.es")}
          onChange={(es) => say({ es })}
        />
        <Field
          label="On-call nurse"
          hint="The number that {nurse} stands for."
          error={problems.get("afterHours.nurse")}
        >
          <Input
            type="tel"
            value={afterHours.nurse ?? ""}
            onChange={(event) => say({ nurse: event.target.value.trim() === "" ? null : event.target.value })}
          />
        </Field>
        <p className="text-sm text-muted">
          {
            "{clinic}, {phone}, {opens} and {nurse} are filled in. A sentence whose fact is not known is left out."
          }
        </p>
      </Section>
      <Section
        title="STOP, START and HELP"
        hint="Sent once, by text, whatever the hour. Each fits one text, names the clinic and says the word that undoes it or whom to ask. A phone company that answers these words itself sends its own instead."
      >
        <KeywordFields
          keywords={settings.keywords}
          standard={view.standard}
          clinic={view.clinic}
          problems={problems}
          onChange={(keywords) => setSettings({ ...settings, keywords })}
        />
      </Section>
      <Section
        title="Possible emergencies"
        hint="These answers are fixed. They go at once when the clinic is closed, and after 2 minutes when nobody has opened the thread."
      >
        <blockquote className="rounded-md bg-surface-sunken px-3 py-2 text-pretty">
          {view.emergency.en}
        </blockquote>
        <blockquote lang="es" className="rounded-md bg-surface-sunken px-3 py-2 text-pretty">
          {view.emergency.es}
        </blockquote>
        <Field
          label="More words that count as a possible emergency"
          hint="One phrase a line, for example: port site is oozing. Chest pain, breathing, suicide and many more are known already."
          error={[...problems].find(([field]) => field.startsWith("emergencyWords"))?.[1]}
        >
          <Textarea value={words} onChange={(event) => setWords(event.target.value)} />
        </Field>
      </Section>
      <Section
        title="On call"
        hint="Told by text outside opening hours, the next person every 5 minutes, until somebody presses I have it. The text says nothing about a patient."
      >
        <OnCallFields
          people={settings.onCall}
          problems={problems}
          onChange={(onCall) => setSettings({ ...settings, onCall })}
        />
      </Section>
      {save.error && (
        <Banner tone="danger" live="assertive" title="Nothing was saved.">
          {save.error.message}
        </Banner>
      )}
      <Button type="submit" variant="primary" className="self-start" loading={save.isPending}>
        Save the replies
      </Button>
    </form>
  );
}

function Section({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <div>
        <h2 className="text-lg font-semibold">{title}</h2>
        <p className="max-w-reading text-muted">{hint}</p>
      </div>
      {children}
    </section>
  );
}
