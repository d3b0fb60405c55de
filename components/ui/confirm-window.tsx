"use client";

import * as Radix from "@radix-ui/react-alert-dialog";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { ConfirmDialogProps } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { HoldButton } from "@/components/ui/hold-button";
import { Input } from "@/components/ui/input";
import { overlayClass } from "@/components/ui/overlay";
import { useFocusReturn } from "@/components/ui/use-focus-return";

export default function ConfirmWindow(props: ConfirmDialogProps) {
  const { open, onOpenChange, tone = "primary", typed, held = false } = props;
  const [words, setWords] = useState("");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const focus = useFocusReturn();
  const ready = typed === undefined || words.trim() === typed;

  const change = (next: boolean) => {
    if (busy) return;
    setWords("");
    setFailed(false);
    onOpenChange(next);
  };
  const confirm = async () => {
    if (!ready || busy) return;
    setBusy(true);
    setFailed(false);
    try {
      await props.onConfirm();
      setWords("");
      onOpenChange(false);
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Radix.Root open={open} onOpenChange={change}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content
          {...focus}
          className="fixed inset-x-3 top-[12dvh] z-dialog mx-auto flex max-h-[80dvh] max-w-md flex-col gap-4 overflow-y-auto rounded-xl bg-surface-raised p-5 shadow-dialog animate-pop-in"
        >
          <div>
            <Radix.Title className="text-lg font-semibold">{props.title}</Radix.Title>
            <Radix.Description asChild>
              <div className="mt-1">{props.consequence}</div>
            </Radix.Description>
          </div>
          {typed !== undefined && (
            <Field label={`Type “${typed}” to confirm`}>
              <Input
                value={words}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setWords(event.target.value)}
              />
            </Field>
          )}
          {failed && (
            <p role="alert" className="text-danger-text">
              {props.failure ?? "That did not work, and nothing was changed. Try again."}
            </p>
          )}
          <div className="flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button disabled={busy}>{props.cancelLabel}</Button>
            </Radix.Cancel>
            {held ? (
              <HoldButton disabled={!ready || busy} onHeld={confirm}>
                Hold to {props.confirmLabel.charAt(0).toLowerCase() + props.confirmLabel.slice(1)}
              </HoldButton>
            ) : (
              <Button variant={tone} loading={busy} disabled={!ready} onClick={confirm}>
                {props.confirmLabel}
              </Button>
            )}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
