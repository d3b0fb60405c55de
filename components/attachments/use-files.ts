"use client";

import { useEffect, useRef, useState } from "react";
import { type Upload, uploadFile } from "@/components/attachments/api";
import { MOST_BYTES, MOST_FILES } from "@/lib/attachments/limits/rules";
import type { AttachIn } from "@/lib/attachments/outgoing/schema";
import { isPicture } from "@/lib/media/rules";

export interface PickedFile {
  key: string;
  name: string;
  size: number;
  /** By its content once the hub has it. */
  type: string;
  /** As somebody chose; null: as is usual for the way it goes by. */
  way: AttachIn["way"] | null;
  /** 0 to 1 while it is on its way; 1: the hub has it. */
  progress: number;
  /** The upload's id once the hub has it. */
  id: string | null;
  /** Why it is not there; it can be tried again while the page is open. */
  problem: string | null;
}

/** A picture goes with its message; a document by text goes behind a link, because no text service keeps it to itself. */
export function wayOf(
  { way, type }: Pick<PickedFile, "way" | "type">,
  channel: "SMS" | "EMAIL",
): AttachIn["way"] {
  return way ?? (channel === "SMS" && !isPicture(type) ? "link" : "file");
}

const place = (conversationId: string) => `files:${conversationId}`;

/** What was uploaded before a reload; the hub keeps it for a day. */
function readKept(conversationId: string): PickedFile[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place(conversationId)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one?.id === "string") : [];
  } catch {
    return [];
  }
}

/** The files of a message that is being written: picked, dropped or pasted, sent to the hub at once, kept over a reload. */
export function useFiles(conversationId: string) {
  const [files, setFiles] = useState<PickedFile[]>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const sources = useRef(new Map<string, File>());
  const uploads = useRef(new Map<string, Upload>());
  useEffect(() => setFiles(readKept(conversationId)), [conversationId]);
  useEffect(() => {
    const under = uploads.current;
    return () => {
      for (const upload of under.values()) upload.stop();
    };
  }, []);

  function keep(next: PickedFile[]): PickedFile[] {
    const there = next.filter(({ id }) => id !== null);
    if (there.length === 0) sessionStorage.removeItem(place(conversationId));
    else sessionStorage.setItem(place(conversationId), JSON.stringify(there));
    return next;
  }
  const patch = (key: string, change: Partial<PickedFile>) =>
    setFiles((now) => keep(now.map((one) => (one.key === key ? { ...one, ...change } : one))));

  function start(key: string, file: File) {
    patch(key, { problem: null, progress: 0 });
    const upload = uploadFile(file, (progress) => patch(key, { progress: Math.min(progress, 0.99) }));
    uploads.current.set(key, upload);
    upload.done
      .then(({ id, filename, size, contentType: type }) =>
        patch(key, { id, name: filename, size, type, progress: 1 }),
      )
      .catch((error: unknown) =>
        patch(key, { problem: error instanceof Error ? error.message : "Not kept." }),
      )
      .finally(() => uploads.current.delete(key));
  }

  function add(picked: readonly File[]) {
    if (picked.length === 0) return;
    const room = MOST_FILES - files.length;
    let size = files.reduce((sum, one) => sum + one.size, 0);
    const fitting: File[] = [];
    for (const file of picked.slice(0, room)) {
      if (size + file.size > MOST_BYTES) continue;
      size += file.size;
      fitting.push(file);
    }
    setRefusal(
      picked.length > room
        ? `A message takes at most ${MOST_FILES} files.`
        : fitting.length < picked.length
          ? "Together the files would be larger than 25 MB."
          : null,
    );
    const added = fitting.map((file) => ({ key: crypto.randomUUID(), file }));
    setFiles((now) => [
      ...now,
      ...added.map(({ key, file }) => ({
        ...{ key, name: file.name, size: file.size, type: file.type, way: null },
        ...{ progress: 0, id: null, problem: null },
      })),
    ]);
    for (const { key, file } of added) {
      sources.current.set(key, file);
      start(key, file);
    }
  }

  return {
    files,
    refusal,
    add,
    remove(key: string) {
      uploads.current.get(key)?.stop();
      setRefusal(null);
      setFiles((now) => keep(now.filter((one) => one.key !== key)));
    },
    again(key: string) {
      const file = sources.current.get(key);
      if (file) start(key, file);
    },
    turn: (key: string, way: AttachIn["way"]) => patch(key, { way }),
    clear: () => setFiles(() => keep([])),
    /** What a message by this way names; only what the hub has. */
    attachedBy: (channel: "SMS" | "EMAIL") =>
      files.flatMap((file): AttachIn[] =>
        file.id === null ? [] : [{ id: file.id, way: wayOf(file, channel) }],
      ),
    /** Some file is not there (yet): a message without it is not what was meant. */
    unready: files.some(({ id }) => id === null),
  };
}

export type Files = ReturnType<typeof useFiles>;
