"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { FileUp, Search, UserPlus, Users } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useDeferredValue, useRef, useState } from "react";
import { patientsQuery } from "@/components/patients/api";
import { NewPatientSheet } from "@/components/patients/new-patient-sheet";
import { PatientRows } from "@/components/patients/patient-rows";
import { useShortcut } from "@/components/shell/shortcuts";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";

export function PatientList() {
  const [search, setSearch] = useState("");
  const [adding, setAdding] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const router = useRouter();
  const list = useInfiniteQuery(patientsQuery(useDeferredValue(search.trim())));
  useShortcut("/", "Search patients", () => field.current?.focus(), { group: "Patients" });
  useShortcut("n", "New patient", () => setAdding(true), { group: "Patients" });
  useShortcut("i", "Import patients", () => router.push("/patients/import"), { group: "Patients" });
  const patients = list.data?.pages.flatMap((page) => page.items) ?? [];
  const add = (
    <Button
      variant="primary"
      icon={<UserPlus aria-hidden className="size-4" />}
      onClick={() => setAdding(true)}
    >
      New patient
    </Button>
  );
  const bring = (
    <Link href="/patients/import" className={buttonClass("secondary", "md")}>
      <FileUp aria-hidden className="size-4" /> Import
    </Link>
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-3 border-b px-4 py-3">
        <h1 className="mr-auto text-lg font-semibold">Patients</h1>
        <Field label="Search patients" hideLabel className="order-last w-full sm:order-none sm:w-72">
          <Input
            ref={field}
            type="search"
            icon={<Search />}
            placeholder="Name, phone, email or chart number"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </Field>
        {bring}
        {add}
      </header>
      {list.isPending && <Waiting />}
      {list.isError && (
        <Banner
          tone="danger"
          flush
          live="polite"
          title="The list could not be read."
          action={<Button onClick={() => void list.refetch()}>Try again</Button>}
        >
          {list.error.message}
        </Banner>
      )}
      {list.isSuccess && patients.length === 0 && (
        <Nothing search={search.trim()} close={list.data.pages[0]?.didYouMean ?? null} choose={setSearch}>
          {add}
          {bring}
        </Nothing>
      )}
      {patients.length > 0 && (
        <PatientRows
          patients={patients}
          more={list.hasNextPage ? () => void list.fetchNextPage() : null}
          busy={list.isFetchingNextPage}
        />
      )}
      <NewPatientSheet open={adding} onOpenChange={setAdding} />
    </div>
  );
}

function Waiting() {
  return (
    <div aria-hidden className="flex flex-col gap-3 p-4">
      {["a", "b", "c", "d", "e", "f", "g", "h"].map((row) => (
        <Skeleton key={row} className="h-8 w-full" />
      ))}
    </div>
  );
}

function Nothing({
  search,
  close,
  choose,
  children,
}: {
  search: string;
  close: string | null;
  choose: (search: string) => void;
  children: React.ReactNode;
}) {
  if (search === "") {
    return (
      <EmptyState icon={<Users />} title="No patients yet." action={children}>
        Import your list, or add one person and text your own phone first.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Search />} title={`Nothing found for “${search}”.`}>
      {close ? (
        <>
          Did you mean{" "}
          <button type="button" className="text-accent-text underline" onClick={() => choose(close)}>
            {close}
          </button>
          ?
        </>
      ) : (
        "Try a part of the name, the last digits of the phone, or the chart number."
      )}
    </EmptyState>
  );
}
