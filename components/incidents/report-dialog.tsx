"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useDeferredValue, useState } from "react";
import { ApiError } from "@/components/auth/request";
import { reportIncident } from "@/components/incidents/api";
import { patientsQuery } from "@/components/patients/api";
import { Button } from "@/components/ui/button";
import { hubNow } from "@/components/ui/clock";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { useForm } from "@/components/ui/use-form";

interface About {
  id: string;
  name: string;
}

type Name = "address" | "note" | "found" | "since";
const FIELD_OF: Record<string, Name> = { address: "address", note: "note", foundAt: "found", since: "since" };

/** Records what a person found: about whom, where it went, when it was found. The four factors come after. */
export function ReportDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const [about, setAbout] = useState<About | null>(null);
  const today = hubNow().toISOString().slice(0, 10);
  const form = useForm({
    initial: { person: "", address: "", note: "", found: today, since: "" },
    check: ({ address, note, found }) => ({
      ...(about ? {} : { person: "Choose the patient it is about." }),
      ...(address.trim().length < 3 ? { address: "Write the number or address it went to." } : {}),
      ...(note.trim().length < 3 ? { note: "Say what happened." } : {}),
      ...(found === "" || found > today ? { found: "A day that is not later than today." } : {}),
    }),
    submit: async ({ address, note, found, since }) => {
      try {
        const { id } = await reportIncident({
          patientId: about?.id ?? "",
          channel: address.includes("@") ? "EMAIL" : "SMS",
          address: address.trim(),
          note: note.trim(),
          ...(found === today ? {} : { foundAt: `${found}T12:00:00Z` }),
          ...(since === "" ? {} : { since: `${since}T00:00:00Z` }),
        });
        void client.invalidateQueries({ queryKey: ["incidents"] });
        router.push(`/settings/incidents/${id}`);
        return undefined;
      } catch (error) {
        const [first] = error instanceof ApiError ? error.fields : [];
        const words = error instanceof Error ? error.message : "That did not work. Please try again.";
        return { [FIELD_OF[first?.field ?? ""] ?? "note"]: first?.problem ?? words };
      }
    },
  });
  const text = (name: Name) => ({
    name,
    value: form.values[name],
    onChange: (event: { target: { value: string } }) => form.set(name, event.target.value),
    onBlur: () => form.leave(name),
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Record an incident"
      description="Something about a patient reached, or may have reached, somebody else. What went there is listed by itself; the four factors are assessed next."
    >
      <form {...form.form} className="flex flex-col gap-4">
        {about ? (
          <p className="flex flex-wrap items-center gap-2">
            About <span className="font-medium">{about.name}</span>
            <Button size="sm" variant="quiet" onClick={() => setAbout(null)}>
              Somebody else
            </Button>
          </p>
        ) : (
          <PersonSearch
            search={form.values.person}
            error={form.error("person")}
            onSearch={(person) => form.set("person", person)}
            onChoose={(person) => {
              form.set("person", person.name);
              setAbout(person);
            }}
          />
        )}
        <Field
          label="Where did it go?"
          error={form.error("address")}
          hint="A phone number or a mail address. Messages to it are listed with the incident."
        >
          <Input maxLength={300} {...text("address")} />
        </Field>
        <Field label="What happened?" error={form.error("note")} hint="For the privacy officer.">
          <Textarea rows={3} maxLength={2000} {...text("note")} />
        </Field>
        <div className="flex flex-wrap gap-4">
          <Field label="Found on" error={form.error("found")} hint="The 60 days run from then.">
            <Input type="date" max={today} {...text("found")} />
          </Field>
          <Field label="What went there since" optional error={form.error("since")} hint="Empty: all of it.">
            <Input type="date" max={today} {...text("since")} />
          </Field>
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" loading={form.busy}>
            Record it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function PersonSearch({
  search,
  error,
  onSearch,
  onChoose,
}: {
  search: string;
  error: string | undefined;
  onSearch: (search: string) => void;
  onChoose: (person: About) => void;
}) {
  const wanted = useDeferredValue(search.trim());
  const found = useInfiniteQuery({ ...patientsQuery(wanted), enabled: wanted !== "" });
  const people = wanted === "" ? [] : (found.data?.pages[0]?.items ?? []).slice(0, 6);
  return (
    <div className="flex flex-col gap-1">
      <Field label="Which patient is it about?" error={error}>
        <Input
          type="search"
          name="person"
          icon={<Search />}
          placeholder="Name, phone, email or chart number"
          value={search}
          onChange={(event) => onSearch(event.target.value)}
        />
      </Field>
      <ul aria-label="Patients found" className="flex flex-col">
        {people.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              onClick={() => onChoose({ id: person.id, name: person.name })}
              className="focus-inset flex min-h-10 w-full flex-wrap items-center gap-x-3 rounded-md px-2 py-1 text-left hover:bg-surface-hover"
            >
              <span className="font-medium">{person.name}</span>
              <span className="figures text-sm text-muted">
                {[person.dateOfBirth, person.phoneShown].filter(Boolean).join(" · ")}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
