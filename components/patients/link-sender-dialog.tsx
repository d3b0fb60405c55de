"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useDeferredValue, useState } from "react";
import { mergePatient, patientsQuery, undoMerge } from "@/components/patients/api";
import { Banner } from "@/components/ui/banner";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/toast";

/** Says who an unknown sender is: search, choose, done; the notice can take it back. */
export function LinkSenderDialog({
  patient,
  open,
  onOpenChange,
}: {
  patient: { id: string; name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search.trim());
  const client = useQueryClient();
  const router = useRouter();
  const found = useInfiniteQuery({ ...patientsQuery(wanted), enabled: open && wanted !== "" });
  const link = useMutation({
    mutationFn: (into: { id: string; name: string }) => mergePatient(patient.id, into.id),
    onSuccess: (merge, into) => {
      onOpenChange(false);
      void client.invalidateQueries();
      router.push(`/inbox/${merge.conversationId}`);
      notify({
        tone: "success",
        title: `${patient.name} is ${into.name}.`,
        action: { label: "Undo", run: () => void undoMerge(merge.id).then(() => client.invalidateQueries()) },
      });
    },
  });
  const people = wanted === "" ? [] : (found.data?.pages[0]?.items ?? []);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Who is ${patient.name}?`}
      description="Their messages move to the conversation of the patient you choose. You can undo this."
    >
      <div className="flex flex-col gap-3">
        <Field label="Search patients" hideLabel>
          <Input
            type="search"
            icon={<Search />}
            placeholder="Name, phone, email or chart number"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </Field>
        {link.error && <Banner tone="danger" live="polite" title={link.error.message} />}
        <ul className="flex max-h-72 flex-col overflow-auto">
          {people.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                disabled={link.isPending}
                onClick={() => link.mutate(person)}
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
        {found.isSuccess && wanted !== "" && people.length === 0 && (
          <p className="text-muted">Nothing found for “{wanted}”. Add the patient first, then link.</p>
        )}
      </div>
    </Dialog>
  );
}
