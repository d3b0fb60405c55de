"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { ApiError } from "@/components/auth/request";
import { policyQuery, savePolicy } from "@/components/policy/api";
import type { PolicyForm } from "@/components/policy/use-policy-form";
import { changeWords } from "@/components/policy/words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toast";

/** What will change, in words, before it does. A colleague's newer rules are never overwritten unseen. */
export function SaveBar({ form }: { form: PolicyForm }) {
  const client = useQueryClient();
  const bar = useRef<HTMLElement>(null);
  const save = useMutation({
    mutationFn: savePolicy,
    onSuccess: (saved) => {
      client.setQueryData(policyQuery.queryKey, saved);
      form.drop();
      notify({ tone: "success", title: "The rules are saved." });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.reason === "stale") {
        void client.invalidateQueries({ queryKey: policyQuery.queryKey });
      }
    },
  });
  const { changes, theirs, ready, errors, isStale } = form;
  if (changes.length === 0 && errors.size === 0) return null;
  const names = new Set(changes.map(({ setting }) => setting.split(".")[0] ?? ""));
  const submit = () => {
    if (ready) {
      const policy = Object.fromEntries(Object.entries(ready).filter(([name]) => names.has(name)));
      return save.mutate({ version: form.version, policy });
    }
    const first = bar.current?.ownerDocument.querySelector<HTMLElement>('[aria-invalid="true"]');
    first?.focus();
  };
  return (
    <section
      ref={bar}
      aria-label="Changes"
      className="sticky bottom-0 z-rail -mx-4 flex flex-col gap-2 border-t bg-surface-raised px-4 py-3 shadow-pop"
    >
      {isStale ? (
        <Banner
          tone="warning"
          live="polite"
          title="Someone saved other rules meanwhile."
          action={
            <>
              <Button size="sm" onClick={form.drop}>
                Take theirs
              </Button>
              <Button size="sm" onClick={form.rebase}>
                Keep mine on top
              </Button>
            </>
          }
        >
          <p>Yours are kept here and are not saved yet. They changed:</p>
          <ul aria-label="Their changes" className="max-h-24 list-disc overflow-auto pl-5">
            {theirs.map((change) => (
              <li key={change.setting}>{changeWords(change)}</li>
            ))}
          </ul>
        </Banner>
      ) : (
        save.error && (
          <Banner tone="danger" live="assertive" title="Nothing was saved.">
            {save.error.message}
          </Banner>
        )
      )}
      <ul className="max-h-32 overflow-auto text-sm" aria-live="polite">
        {changes.map((change) => (
          <li key={change.setting}>{changeWords(change)}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center justify-end gap-2">
        {errors.size > 0 && (
          <p className="mr-auto text-sm text-danger-text">
            {errors.size === 1 ? "One setting needs mending." : `${errors.size} settings need mending.`}
          </p>
        )}
        <Button onClick={form.drop}>Discard</Button>
        <Button variant="primary" disabled={isStale} loading={save.isPending} onClick={submit}>
          Save the rules
        </Button>
      </div>
    </section>
  );
}
