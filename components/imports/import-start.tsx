"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { ArrowLeft, FileUp } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { importsQuery, uploadImport } from "@/components/imports/api";
import { counted, statusNames } from "@/components/imports/words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

/** The first step: bring the file. Lists that wait are below, so that nothing is lost by a reload. */
export function ImportStart() {
  const router = useRouter();
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const lists = useQuery(importsQuery);
  const upload = useMutation({
    mutationFn: uploadImport,
    onSuccess: (found) => router.push(`/patients/import/${found.id}`),
  });
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !upload.isPending) upload.mutate(file);
  };
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="mx-auto flex max-w-3xl flex-col gap-6 px-4 py-4">
        <Link
          href="/patients"
          className="inline-flex min-h-6 items-center gap-1 self-start text-muted hover:text-text"
        >
          <ArrowLeft aria-hidden className="size-4" /> All patients
        </Link>
        <h1 className="text-2xl font-semibold">Import patients</h1>
        <section
          aria-label="File"
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            take(event.dataTransfer.files);
          }}
          className={cn(
            "flex flex-col items-center gap-2 rounded-lg border border-border-strong border-dashed px-6 py-12 text-center",
            over && "bg-accent-soft",
          )}
        >
          <FileUp aria-hidden className="size-6 text-muted" />
          <p className="font-medium">Drop your patient list here</p>
          <p className="max-w-sm text-muted">
            A CSV file as your practice system exports it, up to 50,000 rows. You see every row before
            anything is changed.
          </p>
          <Button variant="primary" loading={upload.isPending} onClick={() => picker.current?.click()}>
            Choose a file
          </Button>
          <VisuallyHidden>
            <input
              ref={picker}
              type="file"
              aria-label="Patient list"
              tabIndex={-1}
              accept=".csv,.tsv,.txt,text/csv"
              onChange={(event) => {
                take(event.target.files);
                event.target.value = "";
              }}
            />
          </VisuallyHidden>
        </section>
        {upload.error && (
          <Banner tone="danger" live="polite" title="This file was not taken.">
            {upload.error.message}
          </Banner>
        )}
        {(lists.data?.items.length ?? 0) > 0 && (
          <section aria-label="Earlier lists" className="flex flex-col gap-2">
            <h2 className="text-lg font-semibold">Earlier lists</h2>
            <ul className="divide-y rounded-lg border">
              {lists.data?.items.map((one) => (
                <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
                  <Link
                    href={`/patients/import/${one.id}`}
                    className="min-w-0 truncate font-medium hover:underline"
                  >
                    {one.filename}
                  </Link>
                  <span className="text-sm text-muted">{counted(one.rowCount, "row")}</span>
                  <span className="ml-auto text-sm">{statusNames[one.status]}</span>
                  <RelativeTime at={one.createdAt} className="text-sm text-muted" />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  );
}
