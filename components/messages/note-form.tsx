"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { addNote } from "@/components/conversations/api";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { ConversationDetail } from "@/lib/conversations/schema";

/** A note for colleagues, in the notes' own colour so that nobody takes it for a message. */
export function NoteForm({ id, onDone }: { id: string; onDone: () => void }) {
  const client = useQueryClient();
  const [body, setBody] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const add = useMutation({
    mutationFn: (words: string) => addNote(id, words),
    onSuccess: (note) => {
      client.setQueryData<ConversationDetail>(["conversation", id], (detail) =>
        detail && !detail.notes.some((each) => each.id === note.id)
          ? { ...detail, notes: [...detail.notes, note] }
          : detail,
      );
      onDone();
    },
  });
  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (body.trim() !== "" && !add.isPending) add.mutate(body.trim());
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit();
    else if (event.key === "Escape") onDone();
    else return;
    event.preventDefault();
  }
  return (
    <form onSubmit={submit} onKeyDown={onKeyDown} className="flex flex-col gap-2">
      <Field label="Note for colleagues" hideLabel error={add.error?.message}>
        <Textarea
          ref={field}
          rows={2}
          maxLength={5_000}
          placeholder="Only staff see this"
          value={body}
          onChange={(event) => setBody(event.target.value)}
          className="border-note-border bg-note text-note-text"
        />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Back to the reply</Button>
        <Button type="submit" variant="primary" disabled={body.trim() === ""} loading={add.isPending}>
          Add note
        </Button>
      </div>
    </form>
  );
}
