"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Search, UserSearch } from "lucide-react";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { offerUndo } from "@/components/conversations/undo";
import { linkSender, searchPatientsQuery, unlinkSender } from "@/components/conversations/unknown-api";
import { NewPatientSheet } from "@/components/patients/new-patient-sheet";
import { useMay } from "@/components/staff/me";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Spinner } from "@/components/ui/spinner";
import { notify } from "@/components/ui/toast";

/** Over a thread whose sender nobody has named yet: find the patient, and the messages move to their thread. */
export default function UnknownSenderBar({
  senderId,
  address,
  onLinked,
}: {
  /** The placeholder patient of this number or address. */
  senderId: string;
  address: string;
  onLinked: (conversationId: string) => void;
}) {
  const client = useQueryClient();
  const may = useMay("patient.merge");
  const mayAdd = useMay("patient.write");
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (open) field.current?.focus();
  }, [open]);
  const words = useDeferredValue(typed.trim());
  const { data: found, isFetching } = useQuery({ ...searchPatientsQuery(words), enabled: words.length >= 2 });
  const link = useMutation({
    mutationFn: (patient: { id: string; name: string }) => linkSender(senderId, patient.id),
    onSuccess: (merge, patient) => {
      offerUndo(`${address} is ${patient.name} now.`, () => {
        unlinkSender(merge.id).then(
          () => client.invalidateQueries(),
          (error: Error) => notify({ tone: "danger", title: error.message }),
        );
      });
      onLinked(merge.conversationId);
    },
    onSettled: () => client.invalidateQueries(),
  });
  return (
    <section aria-label="Unknown sender" className="shrink-0 border-b bg-warning-soft px-4 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <UserSearch aria-hidden className="size-4 shrink-0 text-warning" />
        <p className="min-w-40 flex-1">
          <span className="font-medium">Unknown sender. Who is it?</span>{" "}
          <span className="text-muted">Nothing is lost: the messages move to the patient you choose.</span>
        </p>
        {may && !open && (
          <Button size="sm" onClick={() => setOpen(true)}>
            Find the patient
          </Button>
        )}
        {may && mayAdd && (
          <Button size="sm" onClick={() => setAdding(true)}>
            New patient
          </Button>
        )}
      </div>
      {adding && (
        <NewPatientSheet
          open
          onOpenChange={setAdding}
          known={address.includes("@") ? { email: address } : { phone: address }}
          onAdded={(patient) => {
            setAdding(false);
            link.mutate(patient);
          }}
        />
      )}
      {open && (
        <div className="mt-2 max-w-md pb-1">
          <Field label="Patient" hideLabel>
            <Input
              ref={field}
              icon={<Search />}
              placeholder="Name, number, or record number"
              value={typed}
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={(event) => event.key === "Escape" && setOpen(false)}
            />
          </Field>
          {link.error !== null && <p className="mt-1 text-sm text-danger-text">{link.error.message}</p>}
          <ul aria-label="Patients found" aria-busy={isFetching} className="mt-1">
            {found?.items.map((patient) => (
              <li key={patient.id}>
                <button
                  type="button"
                  disabled={link.isPending}
                  onClick={() => link.mutate(patient)}
                  className="focus-inset flex min-h-9 w-full items-center gap-2 rounded-md px-2 py-1 text-left hover:bg-surface-hover"
                >
                  <span className="flex-1 truncate font-medium">{patient.name}</span>
                  <span className="figures text-sm text-muted">
                    {[patient.dateOfBirth && `born ${patient.dateOfBirth}`, patient.phoneShown]
                      .filter(Boolean)
                      .join(", ")}
                  </span>
                  {link.isPending && link.variables.id === patient.id && <Spinner />}
                </button>
              </li>
            ))}
          </ul>
          {found?.items.length === 0 && (
            <p className="px-2 py-1 text-sm text-muted">
              Nobody found for “{words}”.
              {found.didYouMean !== null && (
                <Button size="sm" variant="quiet" onClick={() => setTyped(found.didYouMean ?? "")}>
                  Did you mean {found.didYouMean}?
                </Button>
              )}
            </p>
          )}
        </div>
      )}
    </section>
  );
}
