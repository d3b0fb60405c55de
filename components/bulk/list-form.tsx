"use client";

import { FileUp, X } from "lucide-react";
import { useRef, useState } from "react";
import type { Draft } from "@/components/bulk/draft";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Textarea } from "@/components/ui/textarea";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

/** Bytes a list may have; the server says the same. */
const MOST_BYTES = 6 * 1024 * 1024;

/** The bytes as they are: the server tells the alphabet of a spreadsheet's file better than a browser. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  }
  return btoa(text);
}

/** A file dropped or chosen, or rows pasted from a spreadsheet. */
export function ListForm({ list, change }: { list: Draft["list"]; change: (list: Draft["list"]) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    setProblem(file.size > MOST_BYTES ? "This file is larger than 6 MB. Split it." : null);
    if (file.size <= MOST_BYTES) change({ filename: file.name, text: "", base64: await base64Of(file) });
  };
  return (
    <div className="flex flex-col gap-4">
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
          void take(event.dataTransfer.files);
        }}
        className={cn(
          "flex flex-col items-center gap-2 rounded-lg border border-border-strong border-dashed px-6 py-8 text-center",
          over && "bg-accent-soft",
        )}
      >
        <FileUp aria-hidden className="size-6 text-muted" />
        {list.base64 ? (
          <p className="flex items-center gap-1 font-medium">
            {list.filename}
            <IconButton
              label="Take another list"
              size="sm"
              icon={<X aria-hidden />}
              onClick={() => change({ filename: "", text: "", base64: "" })}
            />
          </p>
        ) : (
          <p className="font-medium">Drop your list here</p>
        )}
        <p className="max-w-md text-muted">
          A CSV file with a phone number, an email address or a chart number in each row. Every other column
          can be used in the words: a column “Visit date” fills {"{{visitDate}}"}.
        </p>
        <Button onClick={() => picker.current?.click()}>Choose a file</Button>
        <VisuallyHidden>
          <input
            ref={picker}
            type="file"
            aria-label="List of recipients"
            tabIndex={-1}
            accept=".csv,.tsv,.txt,text/csv"
            onChange={(event) => {
              void take(event.target.files);
              event.target.value = "";
            }}
          />
        </VisuallyHidden>
      </section>
      {problem !== null && (
        <p role="alert" className="text-danger-text">
          {problem}
        </p>
      )}
      {!list.base64 && (
        <Field label="Or paste rows" hint="With or without a header. Patients we do not know are left out.">
          <Textarea
            rows={5}
            spellCheck={false}
            value={list.text}
            placeholder={"Phone, Visit date\n(303) 555-0142, June 9"}
            onChange={(event) => change({ filename: "", base64: "", text: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}
