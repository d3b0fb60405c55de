"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { sizeWords } from "@/components/conversations/attachments";
import { fetchFile } from "@/components/secure/letter-api";
import type { LetterWords } from "@/components/secure/letter-words";
import { Button } from "@/components/ui/button";
import type { Letter } from "@/lib/secure/schema";

/** Files behind the link: each comes by a tap, as long as this page may be shown. */
export function LetterFiles({ files, words }: { files: Letter["files"]; words: LetterWords }) {
  const [busy, setBusy] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  async function take(id: string, filename: string) {
    setBusy(id);
    setSaid((await fetchFile(id, filename)) ? words.fetched : words.notFetched);
    setBusy(null);
  }
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col gap-2">
        {files.map(({ id, filename, size }) => (
          <li key={id} className="flex flex-wrap items-center gap-2">
            <Button
              size="lg"
              icon={<Download aria-hidden className="size-5" />}
              loading={busy === id}
              className="h-auto! min-h-12 max-w-full py-2 text-left whitespace-normal!"
              onClick={() => void take(id, filename)}
            >
              {words.fetch(filename)}
            </Button>
            <span className="figures text-base text-muted">{sizeWords(size)}</span>
          </li>
        ))}
      </ul>
      <p role="status" className="text-base text-muted empty:hidden">
        {said}
      </p>
    </div>
  );
}
