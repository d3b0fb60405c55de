"use client";

import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import type { z } from "zod";
import { requestJson } from "@/components/auth/request";
import { dropBackup, keepBackup, readBackup } from "@/components/messages/draft-backup";
import { useMe } from "@/components/staff/me";
import { useTakenOver } from "@/components/ui/taken-over";
import type { DraftSchema } from "@/lib/messages/drafts/schema";
import type { Channel } from "@/prisma/generated/enums";

export type WritingChannel = "SMS" | "EMAIL" | "IN_APP";

/** The way by which such a message is written again. */
export const writingChannel = (channel: Channel): WritingChannel => (channel === "PUSH" ? "SMS" : channel);

/** What somebody is writing. `html` is null while it has no formatting of its own. */
export interface Words {
  channel: WritingChannel;
  subject: string;
  body: string;
  html: string | null;
  templateId: string | null;
}

type SavedDraft = z.output<typeof DraftSchema>;

const PAUSE_MS = 700;
const at = (id: string) => `/api/v1/conversations/${id}/draft`;

function draftQuery(id: string) {
  return queryOptions({
    queryKey: ["draft", id] as const,
    queryFn: ({ signal }) => requestJson<{ draft: SavedDraft | null }>(at(id), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function wordsOf(draft: SavedDraft): Words {
  const channel = writingChannel(draft.channel);
  const html = channel === "EMAIL" ? draft.htmlBody : null;
  return { channel, subject: draft.subject, body: draft.body, html, templateId: null };
}

export function isEmpty(words: Words): boolean {
  return words.body.trim() === "" && words.subject.trim() === "";
}

/**
 * The words in the composer of one thread. Every keystroke is kept on this computer until the server has it; the
 * server gets it at each pause, so that a reload, a crash or another desk goes on where this one stopped.
 */
export function useDraft(id: string, preferred: WritingChannel) {
  const client = useQueryClient();
  const { id: staffId } = useMe();
  const key = { staffId, conversationId: id };
  const stored = useQuery(draftQuery(id)).data;
  const takenOver = useTakenOver();
  const [words, setWords] = useState<Words | null>(() => (takenOver ? readBackup(key) : null));
  const touched = useRef(words !== null);
  const unsaved = useRef(words !== null);
  const version = useRef(0);
  const cleared = useRef(0);
  const [state, setState] = useState<"kept" | "saving" | "here">("kept");

  if (stored !== undefined && words === null && stored.draft !== null) setWords(wordsOf(stored.draft));
  const reconcile = useEffectEvent((server: SavedDraft | null) => {
    if (!touched.current || unsaved.current || words === null) return;
    if (server === null || server.body !== words.body || server.htmlBody !== words.html) {
      dropBackup(key);
      setWords(server && wordsOf(server));
    }
  });
  useEffect(() => {
    if (stored !== undefined) reconcile(stored.draft);
  }, [stored]);

  // What only this computer keeps is not among the server's words, so a page that is loaded anew reads it a step later.
  const recover = useEffectEvent(() => {
    const kept = touched.current ? null : readBackup(key);
    if (kept === null) return;
    touched.current = true;
    unsaved.current = true;
    setWords(kept);
  });
  useLayoutEffect(() => {
    if (takenOver) recover();
  }, [takenOver]);

  const present: Words = words ?? { channel: preferred, subject: "", body: "", html: null, templateId: null };

  const save = useEffectEvent(async (kept: Words) => {
    const mine = version.current;
    setState("saving");
    try {
      // A first look that is still under way would bring what stood there before.
      await client.cancelQueries({ queryKey: ["draft", id] });
      const empty = isEmpty(kept);
      const { channel, subject, body, html: htmlBody } = kept;
      const draft = empty
        ? await requestJson<undefined>(at(id), { method: "DELETE" })
        : await requestJson<SavedDraft>(at(id), {
            method: "PUT",
            body: { channel, subject, body, htmlBody },
          });
      // More was typed while the answer was under way: it must not take that back. Sent meanwhile: one draft too many.
      if (version.current !== mine) {
        if (cleared.current > mine && !unsaved.current) await requestJson(at(id), { method: "DELETE" });
        return;
      }
      client.setQueryData(["draft", id], { draft: draft ?? null });
      unsaved.current = false;
      dropBackup(key);
      setState("kept");
    } catch {
      setState("here");
    }
  });
  useEffect(() => {
    if (words === null || !unsaved.current) return;
    const wait = setTimeout(() => void save(words), PAUSE_MS);
    return () => clearTimeout(wait);
  }, [words]);
  // Leaving the thread does not wait for a pause.
  const leave = useEffectEvent(() => {
    if (unsaved.current && words !== null) void save(words);
  });
  useEffect(() => () => leave(), []);

  function change(patch: Partial<Words>) {
    const next = { ...present, ...patch };
    version.current += 1;
    touched.current = true;
    unsaved.current = true;
    keepBackup(key, next);
    setWords(next);
  }
  /** Sent or dropped: the send itself removes the server's draft. */
  function clear() {
    version.current += 1;
    cleared.current = version.current;
    unsaved.current = false;
    dropBackup(key);
    client.setQueryData(["draft", id], { draft: null });
    setWords({ ...present, subject: "", body: "", html: null, templateId: null });
  }
  function drop() {
    clear();
    void requestJson(at(id), { method: "DELETE" }).catch(() => undefined);
  }
  return { words: present, change, clear, drop, draftId: stored?.draft?.id ?? null, state };
}

export type Draft = ReturnType<typeof useDraft>;
